// The table of connections.
import type { Connection } from '@flowlink/schema';
import { expect, it } from 'vitest';
import { renderConnectionTable } from '../src/render/connection-table.ts';
import { makeStyle } from '../src/render/style.ts';

const style = makeStyle({ colour: false, unicode: true, width: 80 });

function connection(name: string, managed: boolean): Connection {
  return {
    id: name,
    name,
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
    secrets: {},
    created_at: '2026-02-01T08:30:00Z',
    changed_at: '2026-02-01T08:30:00.123Z',
    changed_by: { token: 'ci' },
    applied_at: null,
    applied_run: null,
  };
}

it('fits the width', async () => {
  const connections = [connection('acme-us', true), connection(`acme-${'very-'.repeat(9)}long`, false)];
  const text = renderConnectionTable(connections, style);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  await expect(text).toMatchFileSnapshot('__golden__/connection-table.txt');
});

it('says that it is empty', () => {
  expect(renderConnectionTable([], style)).toBe('There are no connections.\n');
});
