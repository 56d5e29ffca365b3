// The table of connections.
import type { Connection } from '@flowlink/schema';
import { expect, it } from 'vitest';
import { renderConnectionTable } from '../src/render/connection-table.ts';
import { makeStyle } from '../src/render/style.ts';

const style = makeStyle({ colour: false, unicode: true, width: 80 });

const now = new Date('2026-02-03T04:05:06Z');

function connection(name: string, managed: boolean, more: Partial<Connection> = {}): Connection {
  return {
    id: name,
    name,
    applied_name: managed ? name : null,
    managed,
    revision: 1,
    config: {
      platform: 'bigcommerce',
      store_url: 'https://a.example',
      store_hash: 'g5cd38',
      client_id: 'c',
      scopes: [],
      workflows: { stock: { action: 'set_inventory' } },
    },
    applied: null,
    secrets: {
      access_token: { salt: '', fingerprint: '', set_at: '2025-12-01T00:00:00Z', applied: null },
    },
    edits: [],
    verification: null,
    created_at: '2026-02-01T08:30:00Z',
    changed_at: '2026-02-01T08:30:00.123Z',
    changed_by: { token: 'ci' },
    applied_at: managed ? '2026-02-01T08:30:00Z' : null,
    applied_run: null,
    ...more,
  };
}

it('fits the width', async () => {
  const by = { token: 'ui', user: 'jo' };
  const connections = [
    connection('acme-us', true, { verification: { status: 'verified', at: '2026-02-01T08:30:00Z' } }),
    connection('acme-uk', true, {
      verification: { status: 'unreachable', at: '2026-02-01T08:30:00Z' },
      edits: [
        { path: ['client_id'], at: '2026-02-02T08:30:00Z', by },
        { path: ['protect'], at: '2026-01-02T08:30:00Z', by },
      ],
    }),
    connection(`acme-${'very-'.repeat(9)}long`, false, { secrets: {} }),
  ];
  const text = renderConnectionTable(connections, style, now);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  await expect(text).toMatchFileSnapshot('__golden__/connection-table.txt');
});

it('says that it is empty', () => {
  expect(renderConnectionTable([], style, now)).toBe('There are no connections.\n');
});
