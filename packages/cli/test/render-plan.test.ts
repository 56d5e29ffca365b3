// Whole plans as people see them.
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../src/render/plan.ts';
import { makeStyle } from '../src/render/style.ts';
import { destruction, everything, hostile, large, nothing, planOf, sprawling } from './plans.ts';

const plain = { colour: false, unicode: true };

describe('a plan', () => {
  it.each([80, 120, 200])('in %i columns', async (width) => {
    const text = renderPlan(everything, makeStyle({ ...plain, width }));
    await expect(text).toMatchFileSnapshot(`__golden__/plan-${width}.txt`);
  });

  it('in colour', async () => {
    const text = renderPlan(everything, makeStyle({ colour: true, unicode: true, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/plan-colour.txt');
  });

  it('in ASCII', async () => {
    const text = renderPlan(everything, makeStyle({ colour: false, unicode: false, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/plan-ascii.txt');
    expect(text).toMatch(/^[\n -~]*$/);
  });

  it('is no wider than the terminal', () => {
    for (const width of [80, 100, 120, 200]) {
      const lines = renderPlan(everything, makeStyle({ ...plain, width })).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it.each([80, 120])('with long lists and maps, in %i columns', async (width) => {
    const text = renderPlan(sprawling, makeStyle({ ...plain, width }));
    await expect(text).toMatchFileSnapshot(`__golden__/plan-long-${width}.txt`);
    // What goes, and what others did, is never left out.
    for (const { path, kind, direction } of sprawling.changes.flatMap(({ fields }) => fields))
      if (kind === 'remove' || direction !== 'config') expect(text).toContain(path.at(-1));
  });

  it('of thousands of changes', async () => {
    const text = renderPlan(large, makeStyle({ ...plain, width: 100 }));
    await expect(text).toMatchFileSnapshot('__golden__/plan-large.txt');
    const ascii = renderPlan(large, makeStyle({ colour: false, unicode: false, width: 100 }));
    expect(ascii).toMatch(/^[\n -~]*$/);
  });

  it.each([
    ['long lists', sprawling],
    ['thousands of changes', large],
  ])('in full, with %s', (_, plan) => {
    const text = renderPlan(plan, makeStyle({ ...plain, width: 120 }), { full: true });
    expect(text).not.toMatch(/\d more|--full/);
    for (const { name, fields } of plan.changes) {
      expect(text).toContain(` ${name}`);
      for (const { path } of fields) expect(text).toContain(path.at(-1));
    }
  });

  it('that destroys', async () => {
    const text = renderPlan(destruction, makeStyle({ ...plain, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/plan-destroy.txt');
  });

  it('without changes', () => {
    const style = makeStyle({ ...plain, width: 80 });
    expect(renderPlan(nothing, style)).toBe(
      'No changes. The backend matches the configuration (12 connections).\nLeft alone: 2 made by hand and never touched.\n',
    );
    expect(renderPlan(planOf([], { targets: ['a'] }), style)).toBe(
      'No changes. The targeted connections match the configuration.\n',
    );
    expect(renderPlan(planOf([], { mode: 'destroy' }), style)).toBe(
      'No changes. There is nothing to destroy.\n',
    );
  });

  it('with names that would steer the terminal', async () => {
    const text = renderPlan(hostile, makeStyle({ ...plain, width: 80 }));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u200B]/u);
    await expect(text).toMatchFileSnapshot('__golden__/plan-hostile.txt');
  });
});
