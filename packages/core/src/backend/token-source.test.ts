// When tokens are obtained, renewed and given up.
import type { ExchangedToken } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { Secret } from '../resolve/secret.ts';
import type { Result, Revealable } from './port.ts';
import { exchangedTokens, fixedToken, type TokenRole } from './token-source.ts';

const REFUSED = {
  ok: false,
  failure: { kind: 'id-token', url: 'https://runner', reason: 'it answered with status 500' },
} as const;

/** A backend whose tokens live a thousand seconds and keep their text when they are renewed. */
function backend() {
  let seconds = 0;
  let made = 0;
  const asked: [role: TokenRole | undefined, renew: string | undefined][] = [];
  const world = { fails: false, waits: undefined as Promise<void> | undefined };
  const exchange = async (
    role: TokenRole | undefined,
    renew?: Revealable,
  ): Promise<Result<ExchangedToken>> => {
    asked.push([role, renew?.reveal()]);
    await world.waits;
    if (world.fails) return REFUSED;
    made += renew === undefined ? 1 : 0;
    const token = renew?.reveal() ?? `fl_${role}_${made}`;
    const told = { expires_at: '1990-01-01T00:00:00Z', expires_in: 1000, name: 'ci' };
    return { ok: true, value: { token, role: role ?? 'write', ...told } };
  };
  const clock = {
    now: () => new Date(seconds * 1000),
    sleep: async () => {},
    every: () => () => {},
    random: () => 0,
  };
  const tokens = exchangedTokens(exchange, clock);
  const get = async (role: TokenRole) => {
    const token = await tokens.tokenFor(role);
    return token.ok ? token.value.reveal() : token.failure.kind;
  };
  const wait = (more: number) => {
    seconds += more;
  };
  return { asked, world, tokens, get, wait };
}

test('one exchange serves as long as its token is fresh', async () => {
  const { get, asked, wait } = backend();
  expect([await get('read'), await get('read')]).toEqual(['fl_read_1', 'fl_read_1']);
  wait(699);
  await get('read');
  expect(asked).toEqual([['read', undefined]]);
});

test('each role is asked for when it is needed, and a token for writing serves for reading', async () => {
  const { get, asked } = backend();
  expect([await get('read'), await get('write'), await get('read')]).toEqual([
    'fl_read_1',
    'fl_write_2',
    'fl_write_2',
  ]);
  expect(asked.map(([role]) => role)).toEqual(['read', 'write']);
});

test('requests at the same time wait for one exchange', async () => {
  const { get, asked, world } = backend();
  let open = () => {};
  world.waits = new Promise((resolve) => {
    open = resolve;
  });
  const all = Promise.all(Array.from({ length: 10 }, () => get('write')));
  open();
  expect(new Set(await all)).toEqual(new Set(['fl_write_1']));
  expect(asked).toHaveLength(1);
});

test('a token is renewed before it ends, and goes on', async () => {
  const { get, asked, wait } = backend();
  for (let i = 0; i < 20; i++) {
    expect(await get('write')).toBe('fl_write_1');
    wait(300);
  }
  expect(asked.slice(0, 2)).toEqual([
    ['write', undefined],
    ['write', 'fl_write_1'],
  ]);
  expect(asked).toHaveLength(7);
});

test('while it is good, a renewal that fails does no harm and is tried again after a while', async () => {
  const { get, asked, wait, world } = backend();
  await get('write');
  wait(700);
  world.fails = true;
  expect([await get('write'), await get('write')]).toEqual(['fl_write_1', 'fl_write_1']);
  expect(asked).toHaveLength(2);
  wait(15);
  await get('write');
  expect(asked).toHaveLength(3);
  wait(285);
  expect(await get('write')).toBe('id-token');
  world.fails = false;
  expect(await get('write')).toBe('fl_write_2');
});

test('one that ended or was rejected is not renewed but replaced', async () => {
  const { get, asked, wait, tokens } = backend();
  await get('write');
  wait(1000);
  expect(await get('write')).toBe('fl_write_2');
  const token = await tokens.tokenFor('write');
  expect(token.ok && tokens.rejected(token.value)).toBe(true);
  expect(await get('write')).toBe('fl_write_3');
  expect(asked.every(([, renew]) => renew === undefined)).toBe(true);
});

test('nothing that shows a token of either kind shows what it is', async () => {
  const given = fixedToken(new Secret('fl_canary'));
  const { tokens } = backend();
  for (const source of [given, tokens]) {
    const token = await source.tokenFor('write');
    expect(token.ok).toBe(true);
    expect(`${JSON.stringify(token)} ${JSON.stringify(source)}`).not.toContain('fl_');
  }
  const fixed = await given.tokenFor('read');
  expect(fixed.ok && given.rejected(fixed.value)).toBe(false);
});
