// Each write fares as it would alone, whatever becomes of the request that several share.
import type { Connection, Problem } from '@flowlink/schema';
import { expect, test } from 'vitest';
import type { Failure } from './failure.ts';
import type { Result, Write } from './port.ts';
import { puttingTogether } from './put-together.ts';

const URL = 'https://flowlink.example.com/v1';
const writeOf = (name: string, note = ''): Write => ({
  name,
  config: {
    platform: 'bigcommerce',
    store_url: `https://${name}.example.com${note}`,
    store_hash: name,
    client_id: 'c',
    scopes: [],
  },
  secrets: {},
  revision: null,
  replace: false,
  run: 'run_1',
});
const made = ({ name }: Write): Result<Connection> => ({ ok: true, value: { name } as Connection });
const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
const problem = (code: Problem['code'], status: number): Failure => ({
  kind: 'problem',
  url: URL,
  problem: { type: 'about:blank', title: code, status, code },
});
const notFlowlink: Failure = { kind: 'not-flowlink', url: URL, status: 403, found: 'a web page' };

/** @param together what becomes of requests with several writes @param alone of those with one */
function scripted({
  together,
  alone = made,
}: {
  readonly together: Failure | undefined;
  readonly alone?: (write: Write) => Result<Connection>;
}) {
  const sent: (string | string[])[] = [];
  const put = puttingTogether(
    async (write) => {
      sent.push(write.name);
      return alone(write);
    },
    async (writes) => {
      sent.push(writes.map(({ name }) => name));
      return together ? failed(together) : { ok: true, value: writes.map(made) };
    },
  );
  return { put: (...names: string[]) => put(names.map((name) => writeOf(name))), sent, many: put };
}

test('one write is a request of its own, several share one', async () => {
  const { put, sent } = scripted({ together: undefined });
  expect(await put('a')).toEqual([made(writeOf('a'))]);
  expect(await put('a', 'b')).toEqual(['a', 'b'].map((name) => made(writeOf(name))));
  expect(await put()).toEqual([]);
  expect(sent).toEqual(['a', ['a', 'b']]);
});

test('a backend that has never heard of it is asked once', async () => {
  const page: Failure = { kind: 'not-flowlink', url: URL, status: 404, found: 'a web page' };
  for (const unknown of [problem('not_found', 404), problem('method_not_allowed', 405), page]) {
    const { put, sent } = scripted({ together: unknown });
    expect(await put('a', 'b')).toEqual(['a', 'b'].map((name) => made(writeOf(name))));
    expect(await put('c', 'd')).toEqual(['c', 'd'].map((name) => made(writeOf(name))));
    expect(sent).toEqual([['a', 'b'], 'a', 'b', 'c', 'd']);
  }
});

test.for([
  problem('invalid_request', 400),
  problem('payload_too_large', 413),
  problem('internal', 500),
  notFlowlink,
])('what is refused as a whole is sent one by one: $kind $problem.code', async (failure) => {
  const { put, sent } = scripted({
    together: failure,
    alone: (write) => (write.name === 'b' ? failed(problem('invalid_request', 400)) : made(write)),
  });
  expect(await put('a', 'b', 'c')).toEqual([
    made(writeOf('a')),
    failed(problem('invalid_request', 400)),
    made(writeOf('c')),
  ]);
  expect(await put('d', 'e')).toMatchObject([{ ok: true }, { ok: true }]);
  expect(sent).toEqual([['a', 'b', 'c'], 'a', 'b', 'c', ['d', 'e'], 'd', 'e']);
});

test.for([
  problem('unauthorized', 401),
  problem('unavailable', 503),
  { kind: 'timeout', url: URL, seconds: 60 },
  { kind: 'unreachable', url: URL, reason: 'x' },
  { kind: 'busy', url: URL, status: 429 },
  { kind: 'gateway', url: URL, status: 502 },
] satisfies Failure[])('what each would meet is the outcome of each: $kind', async (failure) => {
  const { put, sent } = scripted({ together: failure });
  expect(await put('a', 'b')).toEqual([failed(failure), failed(failure)]);
  expect(sent).toEqual([['a', 'b']]);
});

test('one by one, the others are not sent after what they would meet as well', async () => {
  const lost = problem('lock_not_held', 423);
  const { put, sent } = scripted({
    together: problem('internal', 500),
    alone: (write) => (write.name === 'a' ? made(write) : failed(lost)),
  });
  expect(await put('a', 'b', 'c', 'd')).toEqual([
    made(writeOf('a')),
    failed(lost),
    failed(lost),
    failed(lost),
  ]);
  expect(sent).toEqual([['a', 'b', 'c', 'd'], 'a', 'b']);
});

test('a request holds a quarter of a megabyte, or one write', async () => {
  const { many, sent } = scripted({ together: undefined });
  const sized = (name: string, kilobytes: number) => writeOf(name, 'x'.repeat(kilobytes * 1024));
  const writes = [
    sized('a', 100),
    sized('b', 100),
    sized('c', 100),
    sized('d', 400),
    sized('e', 1),
    sized('f', 1),
  ];
  expect(await many(writes)).toEqual(writes.map(made));
  expect(sent).toEqual([['a', 'b'], 'c', 'd', ['e', 'f']]);
  const gone = scripted({ together: problem('unauthorized', 401) });
  expect(await gone.many(writes)).toEqual(writes.map(() => failed(problem('unauthorized', 401))));
  expect(gone.sent).toEqual([['a', 'b']]);
});
