// The page as somebody uses it: with a mouse, with a keyboard, on paper and without its script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/page.ts';
import { views } from '../../src/render/html/view-state.ts';
import type { PlanReport } from '../../src/render/plan-report.ts';
import { bigReport, ordinary } from '../page-reports.ts';
import { Chromium, desktop, executablePath, fits, phone } from './chromium.ts';

const html = renderHtml(ordinary);

/** So many changes, and nothing said of them beyond the plan. */
function bare(size: number): PlanReport {
  return { ...bigReport(size), verification: undefined, scopes: [] };
}

describe.runIf(executablePath !== undefined)('the page', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start();
  });
  afterAll(() => chromium.close());

  describe.each([
    ['a phone', phone],
    ['a desktop', desktop],
  ])('on %s', (_, viewport) => {
    test('shows every view and connection within the window, and does nothing else', async () => {
      const { page, noise } = await chromium.open(html, { viewport });
      for (const view of views) {
        await page.locator(`[data-view=${view}]`).click();
        expect(await page.locator(`#view-${view}`).isVisible()).toBe(true);
        expect(await fits(page)).toBe(true);
      }
      for (const { name } of ordinary.plan.changes) {
        await page.evaluate((fragment) => {
          location.hash = fragment;
        }, `#connection/${name}`);
        await page.locator('#detail h3', { hasText: name }).waitFor();
        expect(await fits(page)).toBe(true);
      }
      expect(noise).toEqual([]);
      await page.context().close();
    });

    test('tells what the plan is and what it destroys', async () => {
      const { page } = await chromium.open(html, { viewport });
      expect(await page.title()).toBe('Plan for acme-production');
      const summary = await page.locator('.summary').textContent();
      expect(summary).toContain(
        '1 to import, 2 to add, 1 to change, 1 to rename, 1 to forget, 2 to destroy.',
      );
      expect(summary).toContain('https://flowlink.example.com');
      expect(summary).toContain('2026-02-01 08:30:00 UTC');
      expect(summary).toContain('flowlink 0.1.0');
      expect(summary).toContain('1 error');
      const alarm = await page.locator('.alarm').textContent();
      expect(alarm).toContain('2 connections will be destroyed or replaced');
      expect(alarm).toContain('acme-old will be destroyed');
      expect(alarm).toContain('acme-uk must be replaced');
      await page.context().close();
    });
  });

  test('filters by facets and words, and says how many are left', async () => {
    const { page } = await chromium.open(html);
    const result = page.locator('#result');
    const rows = page.locator('#view-changes .row .name');
    expect(await result.textContent()).toBe('7 connections');
    await page.locator('[data-tag="action:destroy"]').click();
    await page.locator('[data-tag="action:replace"]').click();
    expect(await result.textContent()).toBe('2 of 7 connections');
    expect(await rows.allTextContents()).toEqual(['acme-old', 'acme-uk']);
    await page.locator('[data-tag="verification:unreachable"]').click();
    expect(await rows.allTextContents()).toEqual(['acme-uk']);
    expect(page.url()).toContain('action%3Adestroy');
    await page.locator('#clear').click();
    await page.locator('#words').fill('SET_inventory stock');
    expect(await rows.allTextContents()).toEqual(['acme-us']);
    await page.locator('#words').fill('nothing like this');
    expect(await page.locator('#view-changes .nothing').textContent()).toBe('Nothing fits the filter.');
    expect(await result.getAttribute('role')).toBe('status');
    await page.context().close();
  });

  test('a tile of the summary filters the changes', async () => {
    const { page } = await chromium.open(html);
    await page.locator('.tile', { hasText: 'to forget' }).click();
    expect(await page.locator('#view-changes .row .name').allTextContents()).toEqual(['acme-kr']);
    expect(await page.locator('[data-tag="action:forget"]').getAttribute('aria-pressed')).toBe('true');
    await page.goBack();
    expect(await page.locator('#result').textContent()).toBe('7 connections');
    await page.context().close();
  });

  test('an address opens a connection with its fields, scopes and checks', async () => {
    const { page } = await chromium.open(html, {}, '#connection/acme-eu');
    const detail = page.locator('#detail');
    const text = await detail.textContent();
    expect(text).toContain('connections/eu.yaml:3:3');
    expect(text).toContain('access_token was rotated');
    expect(text).toContain('conflict: changed on both sides');
    expect(text).toContain('rotated, from ACME_EU_ACCESS_TOKEN');
    const urlRow = detail.locator('tr', { hasText: 'store_url' }).first();
    expect(await urlRow.locator('del').textContent()).toContain('before-the-relaunch');
    expect(await urlRow.locator('ins').textContent()).toBe('"https://acme-eu.mybigcommerce.com"');
    const token = detail.locator('.fields tr', { hasText: 'access_token' });
    expect(await token.locator('ins').textContent()).toBe('(sensitive value)');
    expect(text).toContain('missing: needed, not declared');
    expect(text).toContain('BigCommerce does not check it');
    await page.locator('#next').click();
    await detail.locator('h3', { hasText: 'acme-old' }).waitFor();
    await page.locator('#close').click();
    expect(await detail.isVisible()).toBe(false);
    await page.context().close();
  });

  test('an address of nobody says so', async () => {
    const { page, noise } = await chromium.open(html, {}, '#connection/%E0%A4%A');
    expect(await page.locator('#detail h3').textContent()).toBe('There is no connection %E0%A4%A here.');
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test('the matrix says in words what a store lacks and has too much', async () => {
    const { page } = await chromium.open(html, {}, '#scopes');
    const row = (name: string) => page.locator('.matrix tbody tr', { hasText: name }).textContent();
    expect(await row('acme-eu')).toContain('missing: needed, not declared');
    expect(await row('acme-quiet')).toContain('excess: declared, not needed');
    const contradicted = await row('acme-us');
    expect(contradicted).toContain('refused: declared, but not granted by the store');
    expect(contradicted).toContain('granted by the store, not declared');
    expect(contradicted).toContain('declared and of use, proven by the store');
    await page.context().close();
  });

  test('everything can be done with the keyboard', async () => {
    const { page } = await chromium.open(html);
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the plan');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('words');
    await page.keyboard.type('acme-');
    await page.keyboard.press('Escape');
    expect(await page.locator('#words').inputValue()).toBe('');

    await page.locator('[data-tag="action:create"]').focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#result').textContent()).toBe('1 of 7 connections');
    await page.keyboard.press('Space');

    await page.locator('#view-changes .row').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('acme-old');
    const outline = await page.evaluate(() =>
      document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : '',
    );
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await page.locator('#detail h3', { hasText: 'acme-old' }).waitFor();
    expect(await focused()).toBe('acme-old');
    await page.keyboard.press('Escape');
    expect(await page.locator('#detail').isVisible()).toBe(false);
    expect(await focused()).toContain('it is no longer in the configuration');
    await page.context().close();
  });

  test('the theme follows the system until one is chosen, which is remembered', async () => {
    const { page, noise } = await chromium.open(html, { colorScheme: 'dark' });
    const background = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('background-color'));
    const dark = await background();
    await page.locator('.theme select').selectOption('Light');
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background()).toBe(light);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test('works where nothing can be stored', async () => {
    const { page, noise } = await chromium.open(html);
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.reload();
    await page.locator('.theme select').selectOption('Dark');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test('paper has every change in full and no controls', async () => {
    const { page } = await chromium.open(renderHtml(bare(250)));
    expect(await page.locator('.static article').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.static article').nth(249).waitFor();
    expect(await page.locator('.static article').count()).toBe(250);
    for (const selector of ['#app', '.theme', '.skip'])
      expect(await page.locator(selector).isVisible()).toBe(false);
    const last = await page.locator('.static article').last().textContent();
    expect(last).toContain('shop-0249');
    expect(last).toContain('https://shop-0249.mybigcommerce.com');
    await page.context().close();
  });

  test('is whole when it is printed at once', async () => {
    const report = bare(210);
    const changes = report.plan.changes.map((change) => ({ ...change, fields: [] }));
    const { page } = await chromium.open(renderHtml({ ...report, plan: { ...report.plan, changes } }));
    await page.pdf();
    expect(await page.locator('.static article').count()).toBe(210);
    await page.context().close();
  });

  test.each([phone, desktop])('reads well without its script, %o', async (viewport) => {
    const report = { ...bare(250), diagnostics: ordinary.diagnostics };
    const { page, noise } = await chromium.open(renderHtml(report), { viewport, javaScriptEnabled: false });
    expect(await page.locator('.verdict').textContent()).toContain('to add');
    expect(await page.locator('.static article:visible').count()).toBe(200);
    expect(await page.locator('.static .rest').textContent()).toBe(
      '50 more changes are shown where scripts may run.',
    );
    expect(await page.locator('#problems').textContent()).toContain('missing-scope');
    expect(await page.locator('#app').isVisible()).toBe(false);
    expect(noise).toEqual([]);
    await page.context().close();
  });
});
