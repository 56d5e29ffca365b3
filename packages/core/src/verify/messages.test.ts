// What people read when a connection is not as its store says; the golden file holds the messages whole.
import type { Fault, SandboxStore } from '@flowlink/sandbox';
import { expect, test } from 'vitest';
import { describeAll } from '../../test/describe.ts';
import { memoryFiles } from '../../test/memory-files.ts';
import { expectValue } from '../../test/projects.ts';
import {
  ALL_SCOPES,
  aStore,
  impatient,
  TOKEN,
  WaitingClock,
  withScopes,
  world,
} from '../../test/verify-support.ts';
import { loadProject } from '../load/project.ts';
import { validateProject } from '../validate/configuration.ts';
import { prepareConnection } from './prepare.ts';

const SCOPES = ALL_SCOPES.filter((scope) => /information|orders|products/.test(scope));
const granted = withScopes(...SCOPES);

interface Case {
  readonly name: string;
  readonly store: Partial<SandboxStore>;
  readonly fault?: Fault;
  /** The value of a field in the configuration, where it is not that of the store. */
  readonly declared?: Readonly<Record<string, string>>;
  /** The value of the token's variable. */
  readonly token?: string;
}

const cases: readonly Case[] = [
  { name: 'all-is-well', store: granted },
  { name: 'token', store: granted, token: 'wrong0token0wrong0token0wrong00' },
  { name: 'hash', store: granted, declared: { store_hash: 'nowhere1' } },
  { name: 'url', store: granted, declared: { store_url: 'https://other.example.com' } },
  {
    name: 'client-id',
    store: { ...granted, hooks: [{ client_id: 'client' }] },
    declared: { client_id: '0another0client0id0another00000' },
  },
  { name: 'scope', store: withScopes(...SCOPES.filter((scope) => !scope.includes('orders'))) },
  {
    name: 'scope-to-modify',
    store: withScopes('store_v2_information_read_only'),
    declared: { scopes: '[store_v2_information_read_only, store_v2_orders]' },
  },
  { name: 'no-scopes', store: withScopes() },
  { name: 'over-granted', store: withScopes(...ALL_SCOPES) },
  {
    name: 'over-granted-one',
    store: withScopes(...SCOPES),
    declared: { scopes: '[store_v2_information_read_only, store_v2_orders_read_only]' },
  },
  { name: 'rate-limited', store: granted, fault: { kind: 'rate-limited' } },
  { name: 'overloaded', store: granted, fault: { kind: 'overloaded' } },
  { name: 'suspended', store: granted, fault: { kind: 'suspended' } },
  { name: 'plan-limit', store: granted, fault: { kind: 'plan-limit' } },
  { name: 'redirect', store: granted, fault: { kind: 'redirect' } },
  { name: 'html', store: granted, fault: { kind: 'html' } },
  { name: 'hang', store: granted, fault: { kind: 'hang' } },
  { name: 'reset', store: granted, fault: { kind: 'reset' } },
];

const hashOf = (name: string) => name.replaceAll('-', '').slice(0, 12);
const variableOf = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_ACCESS_TOKEN`;

function yamlOf({ name, declared }: Case): string {
  const fields = {
    platform: 'bigcommerce',
    store_url: `https://${hashOf(name)}.example.com`,
    store_hash: hashOf(name),
    client_id: '0client0id0of0a0test0account000',
    access_token: `\${env:${variableOf(name)}}`,
    scopes: `[${SCOPES.join(', ')}]`,
    ...declared,
  };
  return [`  ${name}:`, ...Object.entries(fields).map(([field, value]) => `    ${field}: ${value}`), ''].join(
    '\n',
  );
}

test('the messages', async () => {
  const files = memoryFiles({ 'flowlink.yaml': `connections:\n${cases.map(yamlOf).join('')}` });
  const project = expectValue(await loadProject(files));
  const { sources, ...validated } = await validateProject(project);
  const variables = Object.fromEntries(cases.map(({ name, token }) => [variableOf(name), token ?? TOKEN]));
  const { connections } = expectValue(validated);

  const { sandbox, transport, verify } = await world(
    cases.map(({ name, store }) => aStore(hashOf(name), { ...store })),
    new WaitingClock(),
  );
  for (const { name, fault } of cases) if (fault) sandbox.setFault(hashOf(name), fault);
  const results = await verify(
    cases.flatMap(({ name }) =>
      connections
        .filter((connection) => connection.name === name)
        .map((connection) => prepareConnection(connection, variables)),
    ),
    { transport: impatient(transport) },
  );

  expect(results).toHaveLength(cases.length);
  const text = results
    .map(({ name, status, diagnostics }) => `=== ${name}: ${status}\n\n${describeAll(diagnostics, sources)}`)
    .join('\n');
  expect(text).not.toContain(TOKEN);
  await expect(text).toMatchFileSnapshot('__golden__/verify.txt');
});
