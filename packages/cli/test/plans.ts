// Plans to render in tests, one for each thing that can happen.
import type { Change, FieldChange, Plan, PlanCounts } from '@flowlink/schema';

const none: PlanCounts = {
  import: 0,
  create: 0,
  update: 0,
  replace: 0,
  move: 0,
  forget: 0,
  destroy: 0,
  unchanged: 0,
  unmanaged: 0,
  skipped: 0,
};

/** A plan with these changes; its counts follow from them. */
export function planOf(changes: readonly Change[], rest: Partial<Plan> = {}): Plan {
  const counts = { ...none, ...rest.counts };
  for (const { action } of changes) counts[action]++;
  return {
    format: 'flowlink-plan',
    version: 1,
    created_at: '2026-02-01T08:30:00.000Z',
    tool_version: '0.1.0',
    workspace: 'acme-production',
    backend_url: 'https://flowlink.example.com',
    mode: 'apply',
    targets: [],
    salt: '0'.repeat(32),
    integrity: `sha256-${'0'.repeat(64)}`,
    ...rest,
    changes: [...changes],
    counts,
  };
}

/** A field that the configuration changed. */
function field(path: readonly string[], rest: Partial<FieldChange> = {}): FieldChange {
  return {
    path: path as FieldChange['path'],
    kind: 'change',
    sensitive: false,
    forces_replacement: false,
    direction: 'config',
    ...rest,
  };
}

function change(name: string, action: Change['action'], rest: Partial<Change>): Change {
  return { name, action, reason: '', revision: 7, config: null, secrets: {}, fields: [], ...rest };
}

const at = (file: string, line: number, column = 5) => ({ position: { file, line, column } });
const add = { kind: 'add' } as const;
const token = { access_token: { env: 'ACME_US_ACCESS_TOKEN', fingerprint: 'f'.repeat(64), write: true } };

export const created = change('acme-us', 'create', {
  reason: 'it does not exist on the backend',
  revision: null,
  secrets: token,
  ...at('connections/us.yaml', 3, 3),
  fields: [
    field(['platform'], { ...add, after: 'bigcommerce', ...at('connections/us.yaml', 4) }),
    field(['store_url'], {
      ...add,
      after: 'https://acme-us.mybigcommerce.com',
      ...at('connections/us.yaml', 5),
    }),
    field(['store_hash'], { ...add, after: 'g5cd38', ...at('connections/us.yaml', 6) }),
    field(['client_id'], { ...add, after: 'k4yq0bfm', ...at('connections/us.yaml', 7) }),
    ...['store_v2_orders_read_only', 'store_v2_information_read_only', 'store_v2_products'].map((scope) =>
      field(['scopes', scope], { ...add, after: scope, ...at('connections/us.yaml', 9) }),
    ),
    field(['workflows', 'stock', 'action'], {
      ...add,
      after: 'set_inventory',
      ...at('connections/us.yaml', 11),
    }),
    field(['workflows', 'import-orders', 'parameters', 'create_shipments'], {
      ...add,
      after: true,
      ...at('profiles/retail.yaml', 8, 42),
    }),
    field(['access_token'], { ...add, sensitive: true, ...at('connections/us.yaml', 8) }),
  ],
});

export const updated = change('acme-eu', 'update', {
  reason: 'access_token was rotated; the configuration changed; it was changed on the backend',
  secrets: { access_token: { ...token.access_token, env: 'ACME_EU_ACCESS_TOKEN' } },
  ...at('connections/eu.yaml', 3, 3),
  fields: [
    field(['store_url'], {
      before: 'https://acme-eu-with-a-rather-long-name-from-before-the-relaunch.mybigcommerce.com',
      after: 'https://acme-eu.mybigcommerce.com',
      direction: 'conflict',
      ...at('connections/eu.yaml', 5, 16),
    }),
    field(['scopes', 'store_v2_products'], {
      ...add,
      after: 'store_v2_products',
      ...at('connections/eu.yaml', 9, 14),
    }),
    field(['scopes', 'store_inventory'], {
      ...add,
      after: 'store_inventory',
      ...at('connections/eu.yaml', 9, 33),
    }),
    field(['scopes', 'store_v2_products_read_only'], {
      kind: 'remove',
      before: 'store_v2_products_read_only',
      ...at('connections/eu.yaml', 9, 5),
    }),
    field(['workflows', 'stock', 'parameters', 'limit'], {
      before: 50,
      after: 100,
      direction: 'backend',
      ...at('connections/eu.yaml', 12, 40),
    }),
    field(['workflows', 'by-hand', 'action'], {
      kind: 'remove',
      before: 'get_orders',
      direction: 'backend',
      ...at('connections/eu.yaml', 10, 5),
    }),
    field(['protect'], { ...add, after: true, direction: 'backend', ...at('connections/eu.yaml', 13, 14) }),
    field(['access_token'], { sensitive: true, ...at('connections/eu.yaml', 8, 19) }),
  ],
});

export const replaced = change('acme-uk', 'replace', {
  reason: 'store_hash changed, which makes it another connection',
  secrets: { access_token: { ...token.access_token, env: 'ACME_UK_ACCESS_TOKEN' } },
  ...at('connections/uk.yaml', 3, 3),
  fields: [
    field(['store_hash'], {
      before: 'g5cd38',
      after: 'abc123',
      forces_replacement: true,
      ...at('connections/uk.yaml', 6, 17),
    }),
  ],
});

export const destroyed = change('acme-old', 'destroy', {
  reason: 'it is no longer in the configuration',
  fields: [
    field(['store_url'], { kind: 'remove', before: 'https://acme-old.mybigcommerce.com' }),
    field(['store_hash'], { kind: 'remove', before: 'zz9plz' }),
    field(['access_token'], { kind: 'remove', sensitive: true }),
  ],
});

const imported = change('acme-fr', 'import', {
  reason: 'it was made by hand; the configuration differs',
  secrets: { access_token: { ...token.access_token, env: 'ACME_FR_ACCESS_TOKEN', write: false } },
  ...at('connections/fr.yaml', 3, 3),
  fields: [field(['client_id'], { before: 'old', after: 'k4yq0bfm', ...at('connections/fr.yaml', 7) })],
});

const moved = change('acme-jp', 'move', {
  from: 'acme-japan',
  reason: 'it was called acme-japan before',
  ...at('connections/jp.yaml', 3, 3),
});

const forgotten = change('acme-kr', 'forget', {
  reason: 'it is named under `removed`, and stays on the backend as it is',
});

/** Everything at once. */
export const everything = planOf([updated, destroyed, imported, moved, forgotten, replaced, created], {
  counts: { ...none, unchanged: 9, unmanaged: 2, skipped: 1 },
});

export const nothing = planOf([], { counts: { ...none, unchanged: 12, unmanaged: 2 } });

export const destruction = planOf([destroyed], { mode: 'destroy' });

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(3, '0')}`);

/** Longer lists and maps than anybody wants to read: 60 scopes, 40 workflows, 200 parameters. */
export const sprawling = planOf([
  change('acme-us', 'create', {
    reason: 'it does not exist on the backend',
    revision: null,
    secrets: token,
    fields: [
      field(['platform'], { ...add, after: 'bigcommerce' }),
      ...numbered('scope', 60).map((scope) => field(['scopes', scope], { ...add, after: scope })),
      ...numbered('workflow', 40).flatMap((name) => [
        field(['workflows', name, 'action'], { ...add, after: 'get_orders' }),
        field(['workflows', name, 'parameters', 'limit'], { ...add, after: 50 }),
      ]),
      field(['access_token'], { ...add, sensitive: true }),
    ],
  }),
  change('acme-eu', 'update', {
    reason: 'the configuration changed; it was changed on the backend',
    fields: [
      ...numbered('gone', 14).map((scope) => field(['scopes', scope], { kind: 'remove', before: scope })),
      ...numbered('parameter', 200).map((name, index) =>
        field(['workflows', 'stock', 'parameters', name], {
          ...add,
          after: index,
          // Somebody removed the hundredth by hand.
          direction: index === 99 ? 'backend' : 'config',
        }),
      ),
    ],
  }),
]);

/** Two thousand connections with a profile in common, and a few with a fate of their own. */
export const large = planOf([
  { ...destroyed, name: 'acme-001' },
  ...numbered('shop', 2000).map((name, index) =>
    change(name, 'create', {
      reason: 'it does not exist on the backend',
      revision: null,
      secrets: token,
      config: { platform: 'bigcommerce' } as unknown as Change['config'],
      ...at('connections/shops.yaml', index * 10 + 1, 3),
      fields: [
        ...created.fields.slice(0, 1),
        field(['store_url'], { ...add, after: `https://${name}.mybigcommerce.com` }),
        field(['store_hash'], { ...add, after: `hash${index}` }),
        ...created.fields.slice(3, -1),
        // One of them is protected, so it is not like the others.
        ...(index === 6 ? [field(['protect'], { ...add, after: true })] : []),
        field(['access_token'], { ...add, sensitive: true }),
      ],
    }),
  ),
  updated,
  { ...replaced, name: 'zebra' },
]);

/** Names and values that would steer a terminal if they were printed as they are. */
export const hostile = planOf([
  change('acme\u001b[2J\u202eus', 'update', {
    reason: 'the configuration\u0007 changed',
    ...at('connections/\u001b]0;evil\u0007.yaml', 1, 1),
    fields: [
      field(['workflows', 'a\nb', 'action'], { before: '\u001b[31mred', after: '\u009b31m\u200b日本語' }),
    ],
  }),
]);
