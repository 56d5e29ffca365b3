// What /metrics shows, held against the grammar of the Prometheus text format.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMetricsServer } from '../src/http/metrics-server.ts';
import { Metrics } from '../src/metrics/metrics.ts';
import { RUN, Workspace } from './workspace.ts';

let acme: Workspace;
beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

interface Family {
  readonly type: string;
  readonly samples: { name: string; labels: string; value: number }[];
}

/** Reads the format strictly: every line is a HELP, the TYPE that follows it, or a sample of that family. */
function parse(text: string): Map<string, Family> {
  expect(text.endsWith('\n')).toBe(true);
  const families = new Map<string, Family>();
  let current: Family | undefined;
  let name = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-z_:][a-z0-9_:]*) \S.*$/.exec(line);
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    const sample =
      /^([a-z_:][a-z0-9_:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    if (help) {
      name = help[1] ?? '';
      expect(families.has(name), name).toBe(false);
      current = undefined;
    } else if (type) {
      expect(type[1]).toBe(name);
      current = { type: type[2] ?? '', samples: [] };
      families.set(name, current);
    } else {
      expect(sample, line).not.toBeNull();
      const allowed =
        current?.type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
      expect(allowed).toContain(sample?.[1]);
      current?.samples.push({
        name: sample?.[1] ?? '',
        labels: sample?.[2] ?? '',
        value: Number(sample?.[3]),
      });
    }
  }
  for (const [family, { samples }] of families) {
    const keys = samples.map((sample) => sample.name + sample.labels);
    expect(new Set(keys).size, family).toBe(keys.length);
  }
  return families;
}

test('it is valid, counts what happened, and its histogram adds up', async () => {
  await acme.lock();
  acme.wait(1);
  await acme.lock();
  await acme.lock('run_0000000000000009');
  await acme.apply();
  await acme.call('GET', '/lock', { token: 'fl_unknown' });
  await acme.call('GET', '/lock', { token: acme.tokens.foreign });
  await acme.app.inject('/nothing/"at\\all');
  const response = await acme.app.inject('/metrics');
  expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const families = parse(response.body);
  const value = (family: string, labels: string) =>
    families.get(family)?.samples.find((sample) => sample.labels === labels)?.value;
  expect(value('flowlink_requests_total', 'operation="acquireLock",status="2xx"')).toBe(2);
  expect(value('flowlink_requests_total', 'operation="acquireLock",status="4xx"')).toBe(1);
  expect(value('flowlink_requests_total', 'operation="none",status="4xx"')).toBe(1);
  expect(value('flowlink_locks_taken_total', '')).toBe(1);
  expect(value('flowlink_problems_total', 'code="lock_held"')).toBe(1);
  expect(value('flowlink_problems_total', 'code="unauthorized"')).toBe(1);
  expect(value('flowlink_problems_total', 'code="forbidden"')).toBe(1);
  expect(value('flowlink_requests_in_flight', '')).toBe(1);

  const durations = families.get('flowlink_request_duration_seconds')?.samples ?? [];
  const locks = durations.filter(({ labels }) => labels.startsWith('operation="acquireLock"'));
  const buckets = locks.filter(({ name }) => name.endsWith('_bucket'));
  expect(buckets.at(-1)).toMatchObject({ labels: 'operation="acquireLock",le="+Inf"', value: 3 });
  expect(locks.find(({ name }) => name.endsWith('_count'))?.value).toBe(3);
  expect(locks.find(({ name }) => name.endsWith('_sum'))?.value).toBeGreaterThan(0);
  expect(buckets.map((bucket) => bucket.value)).toEqual(
    buckets.map((bucket) => bucket.value).sort((a, b) => a - b),
  );
});

test('no client chooses a label', async () => {
  const before = parse(acme.metrics.print());
  for (let index = 0; index < 50; index++) {
    await acme.app.inject(`/v1/workspaces/w${index}/connections/${RUN}`);
    await acme.app.inject(`/unknown/${index}`);
    await acme.app.inject({ method: 'PROPFIND' as 'GET', url: `/unknown/${index}` });
  }
  const after = parse(acme.metrics.print());
  const samples = (families: Map<string, Family>) =>
    [...families.values()].reduce((sum, family) => sum + family.samples.length, 0);
  expect(samples(after) - samples(before)).toBeLessThan(50);
  expect(acme.metrics.print()).not.toMatch(/w1\b|unknown/);
});

test('a failing database is counted', async () => {
  await acme.app.ready();
  const ping = acme.store.ping;
  acme.store.ping = async () => {
    throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
  };
  const answer = await acme.app.inject('/readyz');
  acme.store.ping = ping;
  expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
  expect(acme.metric('flowlink_database_errors_total')).toBe(1);
});

test('it can have a server of its own, with the figures of the process', async () => {
  const metrics = new Metrics(() => ({ residentBytes: 1024, cpuSeconds: 1.5, startedAt: 1_700_000_000 }));
  const app = buildMetricsServer(metrics);
  try {
    const families = parse((await app.inject('/metrics')).body);
    const readings = [...families].filter(([name]) => name.startsWith('process_'));
    expect(readings.map(([name, { samples }]) => [name, samples[0]?.value])).toEqual([
      ['process_resident_memory_bytes', 1024],
      ['process_cpu_seconds_total', 1.5],
      ['process_start_time_seconds', 1_700_000_000],
    ]);
    expect((await app.inject('/healthz')).json()).toMatchObject({ status: 404, code: 'not_found' });
  } finally {
    await app.close();
  }
});
