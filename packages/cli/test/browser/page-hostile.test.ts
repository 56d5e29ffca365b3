// Whatever stands in a configuration or on a backend is text on the page and nothing more.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/page.ts';
import { views } from '../../src/render/html/view-state.ts';
import { attacking } from '../page-reports.ts';
import { Chromium, desktop, executablePath, fits, phone, type Visit } from './chromium.ts';

const html = renderHtml(attacking);

/** What only an attack that worked would leave behind. */
async function expectInert({ page, noise }: Visit): Promise<void> {
  const traces = await page.evaluate(() => ({
    owned: 'owned' in window,
    scripts: document.scripts.length,
    styles: document.styleSheets.length,
    strangers: document.querySelectorAll('img, svg, iframe, object, embed, form, base').length,
    handlers: [...document.querySelectorAll('*:not(.spacer)')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on') || name === 'style'),
    ).length,
    leading: [...document.querySelectorAll('a')].filter((link) => !link.getAttribute('href')?.startsWith('#'))
      .length,
  }));
  expect(traces).toEqual({ owned: false, scripts: 2, styles: 1, strangers: 0, handlers: 0, leading: 0 });
  expect(noise).toEqual([]);
}

describe.runIf(executablePath !== undefined)('hostile values', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  });
  afterAll(() => chromium.close());

  test.each([phone, desktop])('are inert in every view and connection, %o', async (viewport) => {
    const visit = await chromium.open(html, { viewport });
    const { page } = visit;
    expect(await page.locator('h1').textContent()).toContain('</script><script>window.owned=1');
    for (const view of views) {
      await page.locator(`[data-view=${view}]`).click();
      expect(await page.locator(`#view-${view}`).textContent()).toContain('<img src=http://evil.invalid/x');
      expect(await fits(page)).toBe(true);
    }
    await page.locator('[data-view=changes]').click();
    const fragments = await page
      .locator('#view-changes .row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('href') ?? ''));
    expect(fragments).toHaveLength(attacking.plan.changes.length);
    for (const fragment of fragments) {
      await page.evaluate((target) => {
        location.hash = target;
      }, fragment);
      await page.locator('#detail article').waitFor();
      expect(await fits(page)).toBe(true);
      await expectInert(visit);
    }
    await page.locator('#words').fill('<img src=http://evil.invalid/x onerror=alert(1)>');
    await page.emulateMedia({ media: 'print' });
    await expectInert(visit);
    await page.context().close();
  });

  test('are inert in the address', async () => {
    const attack = encodeURIComponent('<img src=x onerror=alert(1)>');
    for (const fragment of [`#connection/${attack}`, `#changes?q=${attack}&tags=${attack}`, `#${attack}`]) {
      const visit = await chromium.open(html, {}, fragment);
      await expectInert(visit);
      await visit.page.context().close();
    }
  });

  test('are inert without the script', async () => {
    const { page, noise } = await chromium.open(html, { javaScriptEnabled: false });
    expect(await page.locator('.static article').count()).toBe(3);
    expect(await page.locator('img').count()).toBe(0);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test('would be stopped by the policy even if one got through', async () => {
    const { page, noise } = await chromium.open(
      html.replace('<main', '<script>window.owned = 1</script><main'),
    );
    expect(noise.some((line) => line.includes('inline script violates'))).toBe(true);
    const breaches = await page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        directives.push(event.effectiveDirective),
      );
      const script = document.createElement('script');
      const style = document.createElement('style');
      const image = document.createElement('img');
      const failed = new Promise((resolve) => image.addEventListener('error', resolve));
      script.append('window.owned = 1');
      style.append('* { display: none }');
      image.src = 'http://evil.invalid/x';
      document.body.append(script, style, image);
      await fetch('http://evil.invalid/x').catch(() => undefined);
      await failed;
      const attempts: Record<string, () => void> = {
        handler: () => image.setAttribute('onclick', 'window.owned = 1'),
        markup: () => {
          document.body.innerHTML = '<img>';
        },
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          attempt();
        } catch {
          directives.push(name);
        }
      }
      return directives;
    });
    expect(new Set(breaches)).toEqual(
      new Set(['style-src-elem', 'img-src', 'connect-src', 'require-trusted-types-for', 'handler', 'markup']),
    );
    expect(await page.evaluate(() => 'owned' in window)).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.context().close();
  });
});
