// Five thousand changes: the page opens, searches and filters without making anybody wait.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/render/html/page.ts';
import { bigReport } from '../page-reports.ts';
import { Chromium, desktop, executablePath, fits, phone, type Visit } from './chromium.ts';

/** Far more than it takes, for machines that have much else to do. */
const OPEN_MS = 15_000;
const FILTER_MS = 1_000;

describe.runIf(executablePath !== undefined)('a page of 5,000 changes', () => {
  let chromium: Chromium;
  let html: string;
  beforeAll(async () => {
    chromium = await Chromium.start();
    html = renderHtml(bigReport(5_000));
  });
  afterAll(() => chromium.close());

  /** How long typing takes until the rows are laid out, in milliseconds. */
  function search({ page }: Visit, words: string): Promise<number> {
    return page.evaluate((text) => {
      const input = document.querySelector<HTMLInputElement>('#words');
      if (!input) throw new Error('there is no search');
      input.value = text;
      const start = performance.now();
      input.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    }, words);
  }

  test.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('on a %s', async (_, viewport) => {
    const start = performance.now();
    const visit = await chromium.open(html, { viewport });
    expect(performance.now() - start).toBeLessThan(OPEN_MS);
    const { page, noise } = visit;
    const result = page.locator('#result');
    expect(await result.textContent()).toBe('5,000 connections');

    // The first search prepares all later ones.
    expect(await search(visit, 'shop')).toBeLessThan(FILTER_MS);
    expect(await search(visit, 'shop-0042')).toBeLessThan(FILTER_MS);
    expect(await result.textContent()).toBe('1 of 5,000 connections');
    expect(await search(visit, '')).toBeLessThan(FILTER_MS);

    await page.evaluate(() => {
      location.hash = '#changes?tags=action:destroy';
    });
    await page.locator('#result', { hasText: '500 of 5,000 connections' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#changes';
    });
    await page.locator('#result', { hasText: /^5,000/ }).waitFor();
    expect(await page.locator('#view-changes .row').count()).toBeLessThan(500);
    await page.locator('#view-changes .row').nth(59).scrollIntoViewIfNeeded();
    await page.locator('#view-changes .row').nth(259).waitFor();
    expect(await fits(page)).toBe(true);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('has a matrix of 5,000 rows and 30 scopes on a %s', async (_, viewport) => {
    const { page } = await chromium.open(html, { viewport }, '#scopes');
    const rows = page.locator('.matrix tbody tr[aria-rowindex]');
    expect(await page.locator('.matrix .accesses th').count()).toBe(30);
    expect(await page.locator('.matrix').getAttribute('aria-rowcount')).toBe('5002');
    expect(await rows.count()).toBeLessThan(100);
    await page.evaluate(() => document.querySelector('.scroller')?.scrollTo(99_999, 9_999_999));
    await page.locator('.matrix tbody a', { hasText: 'shop-4999' }).waitFor();
    expect(await rows.count()).toBeLessThan(100);
    const stuck = await page.evaluate(() => {
      const place = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      const scroller = place('.scroller');
      const corner = place('.corner');
      const name = place('.matrix tbody th');
      return [corner?.top === (scroller?.top ?? 0) + 1, name?.left === (scroller?.left ?? 0) + 1];
    });
    expect(stuck).toEqual([true, true]);
    expect(await fits(page)).toBe(true);

    // From row to row with the arrow keys, beyond what was there at first.
    await page.locator('.matrix tbody a', { hasText: 'shop-4999' }).focus();
    for (let step = 0; step < 60; step++) await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('shop-4939');
    await page.context().close();
  });
});
