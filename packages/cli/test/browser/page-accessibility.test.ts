// What axe-core finds against WCAG 2.1 A and AA: nothing, in any view and either theme.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/page.ts';
import { views } from '../../src/render/html/view-state.ts';
import { ordinary } from '../page-reports.ts';
import { nothing } from '../plans.ts';
import { Chromium, executablePath, phone } from './chromium.ts';

const html = renderHtml(ordinary);

const load = (page: Page) => page.evaluate(axe.source);

async function violations(page: Page): Promise<string[]> {
  const results = (await page.evaluate(
    "axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
  )) as axe.AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html: node, failureSummary }) => `${id}: ${node}: ${failureSummary}`),
  );
}

describe.runIf(executablePath !== undefined)('axe-core', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  });
  afterAll(() => chromium.close());

  test.each(['light', 'dark'] as const)('finds nothing in any view of the %s page', async (colorScheme) => {
    const { page } = await chromium.open(html, { colorScheme });
    await load(page);
    for (const view of views) {
      await page.locator(`[data-view=${view}]`).click();
      expect(await violations(page)).toEqual([]);
    }
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)(
    'finds nothing in an open connection of the %s page',
    async (colorScheme) => {
      const { page } = await chromium.open(html, { colorScheme, viewport: phone }, '#connection/acme-eu');
      await load(page);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
  );

  test('finds nothing in a page without changes', async () => {
    const { page } = await chromium.open(
      renderHtml({ plan: nothing, diagnostics: [], verification: undefined, scopes: [] }),
    );
    await load(page);
    expect(await page.locator('.verdict').textContent()).toContain('No changes.');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('finds nothing in what is there without the script', async () => {
    const { page } = await chromium.open(html.replace(/<script>.*?<\/script>/s, ''));
    await load(page);
    expect(await page.locator('.static article').first().isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
