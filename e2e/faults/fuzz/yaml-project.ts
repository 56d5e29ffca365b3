// A project around a spoiled file, in memory: its other files, its variables and its backend.
import type { Ports, Transport } from '@flowlink/core';
import type { Connection, ConnectionConfig } from '@flowlink/schema';
import { memoryFiles } from '../../../packages/core/test/memory-files.ts';

const config: ConnectionConfig = {
  platform: 'bigcommerce',
  store_url: 'https://acme-us.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: '0client0id0of0a0test0account000',
  scopes: ['store_v2_orders'],
};

function connection(name: string, managed: boolean, changes: Partial<ConnectionConfig> = {}): Connection {
  const time = '2026-01-01T00:00:00.000Z';
  return {
    id: `con_${name}`,
    name,
    applied_name: managed ? name : null,
    managed,
    revision: 3,
    config: { ...config, ...changes } as ConnectionConfig,
    applied: managed ? config : null,
    secrets: {},
    edits: [],
    verification: null,
    created_at: time,
    changed_at: time,
    changed_by: { token: 'ci' },
    applied_at: managed ? time : null,
    applied_run: managed ? 'run_0000000000000001' : null,
  };
}

/** One that was applied, one that drifted, one that nothing declares and one that was made by hand. */
export const connections = [
  connection('acme-us', true),
  connection('acme-eu', true, { store_url: 'https://acme-eu.mybigcommerce.com' }),
  connection('gone', true),
  connection('by-hand', false, { store_hash: 'h9kd20' }),
];

const transport: Transport = {
  async send({ url }) {
    const body = url.includes('/connections?')
      ? { connections, next_cursor: null }
      : url.includes('/audit?')
        ? { entries: [], next_cursor: null }
        : undefined;
    if (body) return { status: 200, headers: {}, body: JSON.stringify(body) };
    const problem = { type: 'about:blank', title: 'Not found', status: 404, code: 'not_found' };
    return { status: 404, headers: {}, body: JSON.stringify(problem) };
  },
};

const ROOT = `workspace: acme
backend: { url: https://flowlink.example.com }
include: ['connections/*.yaml']
`;

const OTHER = `profiles:
  spare: { platform: bigcommerce }
connections:
  spare:
    extends: spare
    store_url: https://spare.mybigcommerce.com
    store_hash: k2jd83
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:SPARE_ACCESS_TOKEN}
    scopes: [store_v2_orders]
`;

export interface FuzzedProject {
  readonly ports: Ports;
  /** The path of the spoiled file. */
  readonly spoiled: string;
  /** The value of every variable, by name: none of them must show before the configuration is valid. */
  readonly variables: Readonly<Record<string, string>>;
}

/** @param text the spoiled file @param isRoot whether it is flowlink.yaml, or one that it includes */
export function projectAround(text: string, isRoot: boolean): FuzzedProject {
  const named = `${text}${OTHER}`.matchAll(/\benv:([A-Za-z_]\w*)/g);
  const names = new Set([...[...named].map(([, name = '']) => name), 'FLOWLINK_TOKEN']);
  const variables = Object.fromEntries([...names].map((name, index) => [name, canaryFor(index)]));
  const spoiled = isRoot ? 'flowlink.yaml' : 'connections/spoiled.yaml';
  return {
    spoiled,
    variables,
    ports: {
      files: memoryFiles(
        isRoot
          ? { [spoiled]: text, 'connections/other.yaml': OTHER, 'profiles.yaml': 'profiles: {}\n' }
          : { 'flowlink.yaml': ROOT, 'connections/other.yaml': OTHER, [spoiled]: text },
      ),
      environment: { FLOWLINK_URL: 'https://flowlink.example.com', FLOWLINK_WORKSPACE: 'acme', ...variables },
      transport,
      clock: {
        now: () => new Date('2026-02-01T00:00:00Z'),
        sleep: async () => {},
        every: () => () => {},
        random: () => 0.5,
      },
      randomHex: (bytes) => '0'.repeat(bytes * 2),
      toolVersion: '0.0.0',
    },
  };
}

/** As long as a token, and in its form. */
function canaryFor(index: number): string {
  return `canary${String(index).padStart(4, '0')}value`.padEnd(31, '0');
}
