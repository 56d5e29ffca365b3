// The lines at the bottom of the terminal while work goes on, at any width.
import type { ApplyProgress, VerifyResult } from '@flowlink/core';
import { diagnostic } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { renderLiveApply, renderLiveVerification, type Stopping } from '../src/render/live.ts';
import { makeStyle, type StyleOptions } from '../src/render/style.ts';
import { emptyTally, type Tally, tallyUp } from '../src/render/tally.ts';
import { created } from './plans.ts';

const PLANNED = 300;
const SECOND = 1000;
const start = Date.parse('2026-02-01T08:00:00Z');
const at = (seconds: number) => new Date(start + seconds * SECOND);
const change = (name: string) => ({ ...created, name });
const begun = (name: string, seconds: number): ApplyProgress => ({
  type: 'change_started',
  change: change(name),
  at: at(seconds),
});
const ended = (name: string, seconds: number): ApplyProgress => ({
  type: 'change_done',
  change: change(name),
  at: at(seconds),
  elapsedMs: SECOND,
});
const tallyOf = (...progress: ApplyProgress[]): Tally => progress.reduce(tallyUp, emptyTally);

const opened: ApplyProgress = { type: 'run_started', run: 'run_1', at: at(0) };
const first = [opened, begun('acme-us', 0.5), begun('acme-uk', 0.5), begun('acme-eu', 0.5)];
const middle = [
  ...first,
  ...Array.from({ length: 120 }, (_, i) => [
    begun(`shop-${i}`, i / 4),
    ended(`shop-${i}`, i / 4 + 0.2),
  ]).flat(),
  {
    type: 'change_failed',
    change: change('acme-uk'),
    at: at(30),
    elapsedMs: SECOND,
    diagnostic: diagnostic('backend-failed', { detail: 'It failed.' }),
  },
  ...['acme-fr', 'acme-jp', 'a-connection-with-a-name-that-goes-on-and-on-and-on', 'acme-kr'].map((name, i) =>
    begun(name, 20 + i * 3),
  ),
  begun('acme-just-now', 30.5),
] as ApplyProgress[];
const throttled: ApplyProgress = { type: 'concurrency_changed', limit: 4, maximum: 10, at: at(30) };
const recovered: ApplyProgress = { ...throttled, limit: 10 };

const scenes: Record<string, [tally: Tally, now: number, stopping?: Stopping]> = {
  'waiting for the lock': [tallyOf({ type: 'waiting_for_lock', detail: 'ci is applying.' }), 2],
  'at first': [tallyOf(...first), 1],
  'in the middle': [tallyOf(...middle), 31],
  'the backend is busy': [tallyOf(...middle, throttled), 31],
  'the backend has recovered': [tallyOf(...middle, throttled, recovered), 31],
  stopping: [tallyOf(...middle), 95, 'politely'],
  'stopping at once': [tallyOf(...middle), 95, 'at-once'],
};

function render(options: Partial<StyleOptions>): string {
  const style = makeStyle({ colour: false, unicode: true, width: 80, ...options });
  return Object.entries(scenes)
    .map(([scene, [tally, now, stopping]]) => {
      const lines = renderLiveApply(tally, PLANNED, start + now * SECOND, stopping, style);
      return `--- ${scene}\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}`;
    })
    .join('');
}

it.each([
  ['40', { width: 40 }],
  ['80', {}],
  ['200', { width: 200 }],
  ['ascii', { unicode: false }],
  ['colour', { colour: true }],
] as const)('looks like live-%s.txt', async (name, options) => {
  await expect(render(options)).toMatchFileSnapshot(`__golden__/live-${name}.txt`);
});

const result = (status: VerifyResult['status']): VerifyResult => ({
  name: 'acme',
  status,
  checks: [],
  overGranted: [],
  diagnostics: [],
  requests: 1,
});

describe('a verification', () => {
  const style = makeStyle({ colour: false, unicode: true, width: 60 });
  it('shows how many are verified, and that it stops', () => {
    expect(renderLiveVerification([result('verified'), result('failed')], 4, true, style)).toEqual([
      '',
      '  ━━━━━━━━━━━━━─────────────  1 of 4 verified, 1 not verified',
      '  Stopping: no further request is sent.',
    ]);
  });
});

it('no line reaches the last column, however narrow the terminal is', () => {
  for (let width = 20; width <= 210; width++) {
    for (const unicode of [true, false]) {
      const style = makeStyle({ colour: true, unicode, width });
      const lines = Object.values(scenes).flatMap(([tally, now, stopping]) =>
        renderLiveApply(tally, PLANNED, start + now * SECOND, stopping, style),
      );
      lines.push(...renderLiveVerification([result('failed')], 12_345, true, style));
      for (const line of lines) expect(stringWidth(line), `${width}: ${line}`).toBeLessThan(width);
    }
  }
});

it('a name from elsewhere cannot steer the terminal', () => {
  const style = makeStyle({ colour: false, unicode: true, width: 80 });
  const lines = renderLiveApply(
    tallyOf(opened, begun('a\u001b[2J\nb', 0)),
    1,
    start + 2000,
    undefined,
    style,
  );
  expect(lines.join('')).toContain('a�[2J�b 2s');
});
