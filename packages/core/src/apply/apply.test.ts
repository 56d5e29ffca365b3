// Applying confines failures, reports every change once, and lets go of the lock whatever happens.
import type { Problem } from '@flowlink/schema';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planOf } from '../../test/projects.ts';
import type { Failure } from '../backend/failure.ts';
import { toEvent } from './events.ts';
import { Limiter } from './limiter.ts';
import type { ApplyProgress } from './progress.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const variables = Object.fromEntries(
  names.map((name) => [`${name.toUpperCase()}_ACCESS_TOKEN`, `token-${name}`]),
);
const url = 'https://flowlink.example.com/v1';
let backend: MemoryBackend;

beforeEach(() => {
  backend = memoryBackend();
});

const desired = (wanted: string[]) =>
  desiredFrom(
    {
      'flowlink.yaml': `connections:${wanted.length > 0 ? '' : ' {}'}\n${wanted.map((name) => connectionYaml(name)).join('')}`,
    },
    variables,
  );
const problem = (code: Problem['code'], status: number): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { kind: 'problem', url, problem: { type: 'about:blank', title: code, status, code } },
});
const outcomes = (progress: readonly ApplyProgress[]) =>
  progress.flatMap((event) =>
    'change' in event && event.type !== 'change_started'
      ? [`${event.change.name} ${event.type.replace('change_', '')}`]
      : [],
  );

test('creates everything, in a run, and reports the end last', async () => {
  const progress = await applied(planOf(await desired(names), backend), backend, variables);
  expect(outcomes(progress).sort()).toEqual(names.map((name) => `${name} done`));
  expect(progress[0]).toMatchObject({ type: 'run_started' });
  expect(progress.at(-1)).toMatchObject({
    type: 'run_finished',
    outcome: 'succeeded',
    done: 6,
    failed: 0,
    not_started: 0,
  });
  expect([...backend.connections.values()].every(({ managed }) => managed)).toBe(true);
});

test('nothing to do opens no run', async () => {
  const progress = await applied(planOf([], backend), backend, variables);
  expect(progress).toEqual([
    { type: 'run_finished', outcome: 'nothing_to_do', done: 0, failed: 0, not_started: 0 },
  ]);
});

test('a failure is confined to its connection, and the next plan shows what is left', async () => {
  backend.faults.push(problem('secret_required', 422));
  const plan = planOf(await desired(names), backend);
  const progress = await applied(plan, backend, variables);
  expect(outcomes(progress).sort()).toEqual(['a failed', ...names.slice(1).map((name) => `${name} done`)]);
  expect(progress.at(-1)).toMatchObject({ outcome: 'failed', done: 5, failed: 1, not_started: 0 });
  expect(planOf(await desired(names), backend).changes.map(({ name }) => name)).toEqual(['a']);
});

test('a failure that every request would meet stops the run; the rest is not started', async () => {
  backend.faults.push(problem('unauthorized', 401));
  const progress = await applied(planOf(await desired(names), backend), backend, variables);
  const last = progress.at(-1);
  expect(last).toMatchObject({ type: 'run_finished', outcome: 'failed', failed: 1 });
  expect(outcomes(progress)).toHaveLength(6);
  expect(outcomes(progress).filter((line) => line.endsWith('not_started')).length).toBeGreaterThan(0);
});

test('a connection that changed after planning is left alone', async () => {
  await applied(planOf(await desired(['a']), backend), backend, variables);
  const plan = planOf([], backend);
  backend.edit('a', (config) => ({ ...config, client_id: 'changed' }));
  const progress = await applied(plan, backend, variables);
  expect(progress).toContainEqual(
    expect.objectContaining({
      type: 'change_failed',
      diagnostic: expect.objectContaining({ code: 'changed-meanwhile', connection: 'a' }),
    }),
  );
  expect(backend.connections.get('a')?.config.client_id).toBe('changed');
});

test("another run's lock starts nothing and says who holds it", async () => {
  await backend.acquireLock({
    run: 'run_of_somebody_else',
    holder: { user: 'ci', host: 'runner' },
    leaseSeconds: 60,
  });
  const progress = await applied(planOf(await desired(['a']), backend), backend, variables);
  expect(progress.map(({ type }) => type)).toEqual(['diagnostic', 'change_not_started', 'run_finished']);
  expect(progress[0]).toMatchObject({ diagnostic: { code: 'lock-held' } });
  expect(backend.connections.size).toBe(0);
});

test('an interruption finishes what is under way and starts nothing more', async () => {
  const stop = new AbortController();
  const put = backend.putConnections;
  backend.putConnections = (writes) => {
    stop.abort();
    return put(writes);
  };
  const progress = await applied(planOf(await desired(names), backend), backend, variables, stop.signal);
  expect(outcomes(progress)).toEqual(['a done', ...names.slice(1).map((name) => `${name} not_started`)]);
  expect(progress.at(-1)).toMatchObject({ outcome: 'interrupted', done: 1, not_started: 5 });
  expect(
    await backend.acquireLock({ run: 'next', holder: { user: 'x', host: 'y' }, leaseSeconds: 1 }),
  ).toMatchObject({ ok: true });
});

test('a lock that could not be released is told of, before the end', async () => {
  backend.releaseLock = async () => problem('unavailable', 503);
  const progress = await applied(planOf(await desired(['a']), backend), backend, variables);
  expect(progress.map((event) => ('diagnostic' in event ? event.diagnostic.code : event.type))).toEqual([
    'run_started',
    'change_started',
    'change_done',
    'lock-left',
    'run_finished',
  ]);
  expect(progress.at(-1)).toMatchObject({ outcome: 'succeeded' });
});

test('destroys come after everything else', async () => {
  await applied(planOf(await desired(['a', 'b']), backend), backend, variables);
  const progress = await applied(planOf(await desired(['c', 'd']), backend), backend, variables);
  const started = progress.flatMap((event) => (event.type === 'change_started' ? [event.change.name] : []));
  expect(started).toEqual(['c', 'd', 'a', 'b']);
});

test('with fail-fast nothing more is started after a failure', async () => {
  backend.faults.push(problem('secret_required', 422));
  const signal = new AbortController().signal;
  const progress = await applied(planOf(await desired(names), backend), backend, variables, signal, true);
  const started = progress.filter(({ type }) => type === 'change_started').length;
  expect(started).toBeLessThan(names.length);
  expect(outcomes(progress).filter((outcome) => outcome.endsWith('failed'))).toEqual(['a failed']);
  expect(progress.at(-1)).toMatchObject({
    outcome: 'failed',
    failed: 1,
    not_started: names.length - started,
  });
  expect(progress.find(({ type }) => type === 'change_not_started')).toMatchObject({
    reason: 'another change failed',
  });
});

test('says that the backend asks for less, and nothing more about it once the run is over', async () => {
  const limiter = new Limiter(4);
  const { putConnections, releaseLock } = backend;
  backend.putConnections = (writes) => {
    if (writes[0]?.name === 'a') limiter.overloaded();
    return putConnections(writes);
  };
  backend.releaseLock = (run) => {
    limiter.overloaded();
    return releaseLock(run);
  };
  const { signal } = new AbortController();
  const plan = planOf(await desired(names), backend);
  const progress = await applied(plan, backend, variables, signal, false, signal, limiter);
  const limits = progress.flatMap((event) => (event.type === 'concurrency_changed' ? [event.limit] : []));
  expect(limits.slice(0, 2)).toEqual([2, 3]);
  expect(progress.map((event) => toEvent(event, new Map()))).toContainEqual({
    type: 'concurrency_changed',
    limit: 2,
    maximum: 4,
    at: expect.any(String),
  });
  expect(progress.at(-1)).toMatchObject({ type: 'run_finished', outcome: 'succeeded' });
});

test('what is under way is given up at once if that is asked for, and the lock is released', async () => {
  const stop = new AbortController();
  const abandon = new AbortController();
  const put = backend.putConnections;
  backend.putConnections = async (writes) => {
    if (writes[0]?.name === 'a') return put(writes);
    // By the time the second signal comes, the first change has long been made.
    setTimeout(() => {
      stop.abort();
      abandon.abort();
    }, 5);
    return new Promise(() => {});
  };
  const plan = planOf(await desired(names), backend);
  const progress = await applied(plan, backend, variables, stop.signal, false, abandon.signal);
  const ended = outcomes(progress);
  expect(ended).toHaveLength(names.length);
  expect(ended).toContain('a done');
  expect(progress).toContainEqual(
    expect.objectContaining({
      type: 'change_failed',
      diagnostic: expect.objectContaining({ code: 'change-abandoned', connection: 'b' }),
    }),
  );
  expect(progress.at(-1)).toMatchObject({ type: 'run_finished', outcome: 'interrupted' });
  const next = { run: 'next', holder: { user: 'x', host: 'y' }, leaseSeconds: 1 };
  expect(await backend.acquireLock(next)).toMatchObject({ ok: true });
});

const many = Array.from({ length: 60 }, (_, index) => `m${String(index).padStart(2, '0')}`);
const tokens = Object.fromEntries(
  many.map((name) => [`${name.toUpperCase()}_ACCESS_TOKEN`, `token-${name}`]),
);
/** Puts the names of each request down. */
function watched(): string[][] {
  const requests: string[][] = [];
  const put = backend.putConnections;
  backend.putConnections = (writes) => {
    requests.push(writes.map(({ name }) => name));
    return put(writes);
  };
  return requests;
}
const wanted = (names: readonly string[]) =>
  desiredFrom(
    { 'flowlink.yaml': `connections:\n${names.map((name) => connectionYaml(name)).join('')}` },
    tokens,
  );

test('many changes share requests, and a failure is confined to its connection', async () => {
  const requests = watched();
  // Of the second request that takes place.
  backend.faults.push(...Array(9).fill(undefined), problem('secret_required', 422));
  const progress = await applied(planOf(await wanted(many), backend), backend, tokens);
  expect(requests.flat()).toEqual(many);
  expect(requests[0]).toEqual(many.slice(0, 8));
  expect(requests.length).toBeLessThan(many.length / 2);
  expect(outcomes(progress).sort()).toEqual(
    many.map((name) => `${name} ${name === many[9] ? 'failed' : 'done'}`),
  );
  expect(progress.at(-1)).toMatchObject({ outcome: 'failed', done: 59, failed: 1, not_started: 0 });
});

test('a failure in a shared request that every other would meet stops the run', async () => {
  const requests = watched();
  backend.faults.push(undefined, problem('unauthorized', 401));
  const progress = await applied(planOf(await wanted(many), backend), backend, tokens);
  const underWay = requests.flat();
  expect(outcomes(progress).sort()).toEqual(
    many.map(
      (name) => `${name} ${name === many[1] ? 'failed' : underWay.includes(name) ? 'done' : 'not_started'}`,
    ),
  );
  expect(underWay.length).toBeLessThan(many.length);
});

test('with fail-fast each change is a request of its own', async () => {
  const requests = watched();
  const { signal } = new AbortController();
  await applied(planOf(await wanted(many), backend), backend, tokens, signal, true);
  expect(requests).toEqual(many.map((name) => [name]));
});
