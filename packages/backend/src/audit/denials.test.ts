// How denied attempts are counted before they are written.
import { expect, test } from 'vitest';
import type { Denial } from './denial.ts';
import { Denials, type DeniedAttempt } from './denials.ts';

const token = { id: 'tok_1', name: 'ci' };
const attempt: DeniedAttempt = {
  reason: 'workspace_foreign',
  operation: 'listConnections',
  workspace: 'other',
  token,
  address: '192.0.2.1',
};
const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const at = (second: number) => time(second).toISOString();

/** A store that keeps what is written, and a timer that fires when it is told to. */
function recorder(fails: () => boolean = () => false) {
  const written: Denial[] = [];
  const lost: number[] = [];
  const timers: { readonly work: () => void; readonly ms: number; stopped: boolean }[] = [];
  const denials = new Denials({
    store: {
      async addDenial(denial) {
        if (fails()) throw new Error('disk full');
        written.push(denial);
      },
    },
    onFailure: (_, count) => lost.push(count),
    schedule(work, ms) {
      const timer = { work, ms, stopped: false };
      timers.push(timer);
      return () => {
        timer.stopped = true;
      };
    },
  });
  return { denials, written, lost, timers };
}

test('the first is written at once, its repetitions as one when the minute is over', async () => {
  const { denials, written, timers } = recorder();
  for (const second of [1, 2, 30, 59]) await denials.add(attempt, time(second));
  expect(written).toEqual([{ ...attempt, count: 1, first_at: at(1), at: at(1) }]);
  expect(timers).toMatchObject([{ ms: 60_000, stopped: false }]);
  timers[0]?.work();
  await denials.flush();
  expect(written.slice(1)).toEqual([{ ...attempt, count: 3, first_at: at(2), at: at(59) }]);
  // What comes later is a first one again.
  await denials.add(attempt, time(61));
  expect(written.slice(2)).toEqual([{ ...attempt, count: 1, first_at: at(61), at: at(61) }]);
  expect(timers).toHaveLength(2);
});

test('what was not repeated is not written again, and nothing fires after the end', async () => {
  const { denials, written, timers } = recorder();
  await denials.add(attempt, time(1));
  await denials.flush();
  await denials.flush();
  expect(written).toHaveLength(1);
  expect(timers[0]?.stopped).toBe(true);
});

test.for<[keyof DeniedAttempt, Partial<DeniedAttempt>]>([
  ['reason', { reason: 'role_insufficient' }],
  ['operation', { operation: 'getLock' }],
  ['workspace', { workspace: 'another' }],
  ['token', { token: { id: 'tok_2', name: 'ci' } }],
  ['address', { address: '192.0.2.2' }],
])('another %s is another kind', async ([, other]) => {
  const { denials, written } = recorder();
  await denials.add(attempt, time(1));
  await denials.add({ ...attempt, ...other }, time(2));
  expect(written).toHaveLength(2);
});

test('a flood of different attempts fills neither memory nor disk, and hides no known token', async () => {
  const { denials, written } = recorder();
  const stranger = { ...attempt, token: null, reason: 'token_unknown' } as const;
  for (let index = 0; index < 5000; index++) {
    await denials.add({ ...stranger, workspace: `w${index}` }, time(1));
    await denials.add({ ...stranger, workspace: `w${index}`, reason: 'token_missing' }, time(2));
  }
  expect(written).toHaveLength(200);
  await denials.add(attempt, time(3));
  expect(written.at(-1)).toMatchObject({ token });
  await denials.flush();
  const rest = { operation: null, workspace: null, token: null, address: null };
  expect(written.slice(201)).toEqual([
    { reason: 'token_unknown', ...rest, count: 4900, first_at: at(1), at: at(1) },
    { reason: 'token_missing', ...rest, count: 4900, first_at: at(2), at: at(2) },
  ]);
  expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(10_001);
});

test('long texts are cut', async () => {
  const { denials, written } = recorder();
  await denials.add({ ...attempt, workspace: '🦊'.repeat(200), address: 'x'.repeat(500) }, time(1));
  expect(written[0]?.workspace).toBe(`${'🦊'.repeat(100)}…`);
  expect(written[0]?.address).toHaveLength(101);
});

test('a NUL, which PostgreSQL could not keep, does not keep an attempt out of the record', async () => {
  const { denials, written } = recorder();
  await denials.add({ ...attempt, workspace: 'acme\0' }, time(1));
  expect(written[0]?.workspace).toBe('acme\uFFFD');
});

test('what cannot be written is told, and denied all the same', async () => {
  let full = true;
  const { denials, written, lost } = recorder(() => full);
  for (const second of [1, 2, 3]) await denials.add(attempt, time(second));
  await denials.flush();
  expect(lost).toEqual([1, 2]);
  full = false;
  await denials.add(attempt, time(4));
  expect(written).toHaveLength(1);
});
