// Who moved in a secret, of which both sides know only fingerprints under several salts.
import type { Connection } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { connectionYaml, desiredFrom } from '../../test/projects.ts';
import { Secret } from '../resolve/secret.ts';
import { secretDifferences } from './secrets.ts';

const [want] = await desiredFrom(
  { 'flowlink.yaml': `connections:\n${connectionYaml('acme')}` },
  { ACME_ACCESS_TOKEN: 'ours' },
);
if (!want) throw new Error('There is no connection.');

const [one, two] = ['11'.repeat(16), '22'.repeat(16)] as const;
const print = (value: string, salt: string) => ({ salt, fingerprint: new Secret(value).fingerprint(salt) });
const set_at = '2026-01-01T00:00:00Z';

/** @param edited the paths that somebody changed by hand since the last apply */
const stored = (now: string, applied: string | null, edited: readonly (readonly string[])[] = []) =>
  ({
    secrets: {
      access_token: { ...print(now, one), set_at, applied: applied === null ? null : print(applied, two) },
    },
    edits: edited.map((path) => ({ path, by: { token: 'ui' }, at: set_at })),
  }) as unknown as Connection;

const byHand = [['client_id'], ['access_token']];

test.each<[string, Connection | undefined, string | undefined]>([
  ['a connection that is not there', undefined, 'add config'],
  ['a connection without it', { secrets: {}, edits: [] } as unknown as Connection, 'add config'],
  ['the same value', stored('ours', 'ours'), undefined],
  ['the same value, entered by hand over another one', stored('ours', 'theirs', byHand), undefined],
  ['a value that we rotated', stored('before', 'before'), 'change config'],
  ['a value that was never applied', stored('theirs', null, byHand), 'change config'],
  ['a value that somebody entered over ours', stored('theirs', 'ours', byHand), 'change backend'],
  ['a value that somebody entered while we rotated', stored('theirs', 'before', byHand), 'change conflict'],
  [
    'a value beside which somebody edited a field',
    stored('theirs', 'ours', [['client_id']]),
    'change config',
  ],
])('%s', (_, have, expected) => {
  const differences = secretDifferences(want, have);
  expect(differences.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual(
    expected === undefined ? [] : [expected],
  );
  for (const difference of differences)
    expect(difference).toMatchObject({ path: ['access_token'], sensitive: true, forces_replacement: false });
});
