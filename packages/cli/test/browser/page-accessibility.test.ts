// What axe-core finds against WCAG 2.1 A and AA: nothing, in any view and either theme.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/page.ts';
import { ordinary } from '../page-reports.ts';
import { nothing } from '../plans.ts';
import { Chromium, desktop, executablePath, phone } from './chromium.ts';

const html = renderHtml(ordinary);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
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

  const fragments = ['#changes', '#scopes', '#verification', '#problems', '#connection/acme-eu'];
  const cases = (['light', 'dark'] as const).flatMap((colorScheme) =>
    fragments.map((fragment) => [colorScheme, fragment] as const),
  );

  test.each(cases)('finds nothing in the %s page at %s', async (colorScheme, fragment) => {
    const viewport = fragment === '#connection/acme-eu' ? phone : desktop;
    const { page } = await chromium.open(html, { colorScheme, viewport }, fragment);
    expect(await violations(page)).toEqual([]);
    await page.locator('#words').fill('acme-us');
    await page.locator('#clear').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('finds nothing in a page without changes', async () => {
    const { page } = await chromium.open(
      renderHtml({ plan: nothing, diagnostics: [], verification: undefined, scopes: [] }),
    );
    expect(await page.locator('.verdict').innerText()).toContain('No changes.');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('finds nothing in what is there without the script', async () => {
    const { page } = await chromium.open(html.replace(/<script>.*<\/script>/, ''));
    expect(await page.locator('.static article').first().isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
