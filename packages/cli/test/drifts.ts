// Drift to render in tests: every way in which two sides can differ.
import type { Drift, DriftedConnection, DriftedField, Place, Sources } from '@flowlink/core';

const text = Array.from({ length: 40 }, (_, line) => `  line ${line + 1}`).join('\n');
export const sources: Sources = new Map([
  ['connections/us.yaml', { path: 'connections/us.yaml', text, redactions: [] }],
]);

/** The beginning of a line's text. */
const at = (line: number): Place => {
  const start = text.split('\n', line - 1).join('\n').length + 3;
  return { file: 'connections/us.yaml', range: { start, end: start + 4 } };
};
const jo = { by: { token: 'ui', user: 'jo' }, at: '2026-02-02T08:30:12.345Z' };
const nobody = { by: { token: 'old-integration' }, at: '2026-02-01T18:05:00Z' };

function field(path: readonly string[], line: number, rest: Partial<DriftedField>): DriftedField {
  return {
    path: path as DriftedField['path'],
    kind: 'change',
    sensitive: false,
    forces_replacement: false,
    direction: 'backend',
    place: at(line),
    ...rest,
  };
}

export function driftOf(connections: readonly DriftedConnection[], compared = 12): Drift {
  return { workspace: 'acme-production', backendUrl: 'https://flowlink.example.com', connections, compared };
}

const long = 'https://acme-us-with-a-rather-long-name-from-before-the-relaunch.mybigcommerce.com';

export const everything = driftOf([
  {
    name: 'acme-us',
    status: 'differs',
    isDrift: true,
    place: at(3),
    fields: [
      field(['store_url'], 4, {
        before: 'https://acme.example.com',
        after: long,
        direction: 'conflict',
        edited: jo,
      }),
      field(['client_id'], 5, { before: 'old', after: 'new', direction: 'config' }),
      field(['scopes', 'store_cart'], 6, { kind: 'remove', before: 'store_cart', edited: jo }),
      field(['scopes', 'store_v2_orders'], 6, { kind: 'add', after: 'store_v2_orders', edited: nobody }),
      field(['workflows', 'stock', 'parameters', 'limit'], 7, { before: 100, after: 50, edited: jo }),
      field(['workflows', 'by-hand', 'action'], 7, { kind: 'remove', before: 'get_orders', edited: jo }),
      field(['protect'], 3, { kind: 'add', after: true, edited: jo }),
      field(['access_token'], 8, { sensitive: true, edited: jo }),
    ],
  },
  {
    name: 'koi-ceramics',
    status: 'differs',
    isDrift: true,
    renamedTo: { name: 'koi', edited: jo },
    place: at(10),
    fields: [],
  },
  { name: 'lumen', status: 'differs', isDrift: false, renamedFrom: 'lumen-old', place: at(12), fields: [] },
  { name: 'new-shop', status: 'absent', isDrift: false, place: at(20), fields: [] },
  { name: 'old-shop', status: 'undeclared', isDrift: false, fields: [] },
  { name: 'tea', status: 'absent', isDrift: true, deleted: nobody, place: at(30), fields: [] },
  { name: 'ui-shop', status: 'unmanaged', isDrift: false, place: at(31), fields: [] },
]);

export const configurationAhead = driftOf([
  {
    name: 'acme-us',
    status: 'differs',
    isDrift: false,
    place: at(3),
    fields: [
      field(['access_token'], 8, { sensitive: true, direction: 'config' }),
      field(['scopes', 'store_cart'], 6, { kind: 'add', after: 'store_cart', direction: 'config' }),
    ],
  },
]);
