// The table of actions, the catalogue of scopes, and the laws of least privilege.
import { bigcommerce as catalogue, type Scope } from '@flowlink/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkScope as checkFormat } from './formats/scope.ts';
import { adviseScopes } from './scope-advice.ts';
import { checkScopes } from './scope-findings.ts';

/** FlowLink's actions with the least scopes of each, as the facts about the connector have them. */
const actions: Record<string, Scope[]> = {
  get_products: ['store_v2_products_read_only', 'store_v2_information_read_only'],
  get_orders: ['store_v2_orders_read_only'],
  get_shipments: ['store_v2_orders_read_only'],
  get_shipment: ['store_v2_orders_read_only'],
  get_customers: ['store_v2_customers_read_only'],
  add_product: ['store_v2_products'],
  update_product: ['store_v2_products'],
  add_order: ['store_v2_orders'],
  update_order: ['store_v2_orders'],
  cancel_order: ['store_v2_orders'],
  add_shipment: ['store_v2_orders'],
  update_shipment: ['store_v2_orders'],
  add_customer: ['store_v2_customers'],
  update_customer: ['store_v2_customers'],
  set_inventory: ['store_v2_products'],
};

/** Modify and read-only, and the name where the facts give one. */
const pairs: [modify: Scope, readOnly: Scope, name?: string][] = [
  ['store_cart', 'store_cart_read_only', 'Carts'],
  ['store_channel_settings', 'store_channel_settings_read_only'],
  ['store_channel_listings', 'store_channel_listings_read_only'],
  ['store_checkout', 'store_checkout_read_only', 'Checkouts'],
  ['store_content_checkout', 'store_content_checkout_read_only', 'Checkout Content'],
  ['store_v2_content', 'store_v2_content_read_only', 'Content'],
  ['store_v2_customers', 'store_v2_customers_read_only', 'Customers'],
  ['store_v2_information', 'store_v2_information_read_only', 'Information & Settings'],
  ['store_v2_marketing', 'store_v2_marketing_read_only', 'Marketing'],
  ['store_v2_orders', 'store_v2_orders_read_only', 'Orders'],
  ['store_v2_transactions', 'store_v2_transactions_read_only', 'Order Transactions'],
  ['store_v2_products', 'store_v2_products_read_only', 'Products'],
  ['store_sites', 'store_sites_read_only', 'Sites & Routes'],
  ['store_inventory', 'store_inventory_read_only', 'Store Inventory'],
  ['store_locations', 'store_locations_read_only', 'Store Locations'],
  ['store_stored_payment_instruments', 'store_stored_payment_instruments_read_only'],
  ['store_translations', 'store_translations_read_only'],
  // The irregular ones.
  ['store_fulfillment_methods_manage', 'store_fulfillment_methods_read_only'],
  ['store_order_fulfillment_manage', 'store_order_fulfillment_read_only'],
  ['store_themes_manage', 'store_themes_read_only'],
];

const singles: Scope[] = [
  'store_v2_customers_login',
  'store_payments_methods_read',
  'store_app_extensions_manage',
  'store_metafield_change_owner',
  'store_metafield_write',
  'store_metafield_write_all',
  'store_payments_access_token_create',
  'store_storefront_api',
  'store_storefront_api_customer_impersonation',
  'store_logs_read_only',
];

const allScopes: Scope[] = [
  ...pairs.map(([modify]) => modify),
  ...pairs.map(([, readOnly]) => readOnly),
  ...singles,
];

test.each(Object.entries(actions))('%s needs %j and no more', (action, scopes) => {
  const entry = Object.entries(catalogue.actions).find(([name]) => name === action)?.[1];
  expect(Object.keys(entry?.scopes ?? {})).toEqual(scopes);
});

test('there are no more actions than those of the table', () => {
  expect(Object.keys(catalogue.actions).sort()).toEqual(Object.keys(actions).sort());
});

test('every scope stands in the catalogue exactly once, and no other does', () => {
  const listed = catalogue.scopeEntries.flatMap(({ read_only, modify }) =>
    [read_only, modify].filter((scope) => scope !== undefined),
  );
  expect(listed.sort()).toEqual([...allScopes].sort());
});

test.each(pairs)('%s includes %s, on one line of the control panel', (modify, readOnly, name) => {
  const entry = catalogue.scopeEntries.find((candidate) => candidate.modify === modify);
  expect(entry).toMatchObject({ read_only: readOnly, modify, ...(name === undefined ? {} : { name }) });
  expect(catalogue.describeScope(modify)).toBe(`${entry?.name}: modify`);
  expect(catalogue.describeScope(readOnly)).toBe(`${entry?.name}: read-only`);
});

test.each(singles)('%s stands alone on its line', (scope) => {
  const [entry, ...others] = catalogue.scopeEntries.filter(
    ({ read_only, modify }) => read_only === scope || modify === scope,
  );
  expect(others).toEqual([]);
  expect([entry?.read_only, entry?.modify].filter((choice) => choice !== undefined)).toEqual([scope]);
});

test('a scope permits itself, modify permits read-only, and nothing permits anything else', () => {
  const permitted = allScopes.flatMap((granted) =>
    allScopes.filter((needed) => catalogue.permits(granted, needed)).map((needed) => [granted, needed]),
  );
  const expected = [
    ...allScopes.map((scope) => [scope, scope]),
    ...pairs.map(([modify, readOnly]) => [modify, readOnly]),
  ];
  expect(permitted.map(String).sort()).toEqual(expected.map(String).sort());
});

test('no store-level API account is told to choose what only apps are granted', () => {
  const { choices } = adviseScopes({});
  const appOnly = catalogue.scopeEntries.filter(({ app_only }) => app_only).map(({ name }) => name);
  expect(appOnly).toEqual(['App Extensions']);
  expect(choices.map(({ name }) => name)).toEqual(
    catalogue.scopeEntries.map(({ name }) => name).filter((name) => !appOnly.includes(name)),
  );
});

/** Any set of workflows, several of one action included. */
const someWorkflows = fc
  .array(fc.constantFrom(...Object.keys(actions)), { maxLength: 8 })
  .map((chosen) => Object.fromEntries(chosen.map((action, index) => [`w${index}`, { action }])));

type Workflows = Record<string, { action: string }>;

function advised(workflows: Workflows): { scopes: string[]; needed: string[] } {
  const chosen = adviseScopes(workflows).choices.filter(({ choice }) => choice !== 'None');
  return {
    scopes: chosen.map(({ scope }) => String(scope)),
    needed: chosen.filter(({ optional }) => optional === undefined).map(({ scope }) => String(scope)),
  };
}

const codes = (scopes: readonly string[], workflows: Workflows) =>
  checkScopes('acme', scopes, workflows).map(({ code }) => code);

test('the advised scopes are sufficient and not too much, in any order', () => {
  const input = someWorkflows.chain((workflows) =>
    fc.tuple(
      fc.constant(workflows),
      fc.shuffledSubarray(advised(workflows).scopes, { minLength: advised(workflows).scopes.length }),
    ),
  );
  fc.assert(
    fc.property(input, ([workflows, scopes]) => {
      expect(codes(scopes, workflows)).toEqual([]);
      expect(adviseScopes(workflows, scopes)).toMatchObject({ missing: [], excess: [] });
    }),
  );
});

test('the advised scopes are what the table says, the wider one of each pair, and the one that verifies', () => {
  fc.assert(
    fc.property(someWorkflows, (workflows) => {
      const needed = new Set(Object.values(workflows).flatMap(({ action }) => actions[action] ?? []));
      for (const [modify, readOnly] of pairs) if (needed.has(modify)) needed.delete(readOnly);
      expect(advised(workflows).needed.sort()).toEqual([...needed].sort());
      needed.add('store_v2_information_read_only');
      expect(advised(workflows).scopes.sort()).toEqual([...needed].sort());
    }),
  );
});

test('without any one of the advised scopes, or with read-only for modify, one is missing', () => {
  fc.assert(
    fc.property(someWorkflows, (workflows) => {
      const { scopes, needed } = advised(workflows);
      for (const scope of needed) {
        const others = scopes.filter((other) => other !== scope);
        const readOnly = pairs.find(([modify]) => modify === scope)?.[1];
        expect(codes(others, workflows)).toEqual(['missing-scope']);
        expect(adviseScopes(workflows, others).missing).toEqual([scope]);
        // It is the missing one, chosen too small, and no excess beside it.
        if (readOnly) expect(codes([...others, readOnly], workflows)).toEqual(['missing-scope']);
      }
    }),
  );
});

test('what to choose on a line is what the scope behind it permits, and nobody needs what has no reason', () => {
  const modifies = pairs.map(([modify]) => modify);
  fc.assert(
    fc.property(someWorkflows, (workflows) => {
      for (const { choice, scope, reasons, optional } of adviseScopes(workflows).choices) {
        const isModify = modifies.some((modify) => modify === scope);
        expect(choice).toBe(scope === undefined ? 'None' : isModify ? 'Modify' : 'Read-only');
        expect(reasons.length > 0 || optional !== undefined).toBe(scope !== undefined);
      }
    }),
  );
});

test('the scope that only verifies may be left out', () => {
  fc.assert(
    fc.property(someWorkflows, (workflows) => {
      expect(codes(advised(workflows).needed, workflows)).toEqual([]);
    }),
  );
});

test('with any other scope of the catalogue there is one too many', () => {
  fc.assert(
    fc.property(someWorkflows, fc.constantFrom(...allScopes), (workflows, other) => {
      const { scopes } = advised(workflows);
      fc.pre(!scopes.includes(other));
      expect(codes([...scopes, other], workflows)).toEqual(['excess-scope']);
      expect(codes([other, ...scopes], workflows)).toEqual(['excess-scope']);
    }),
  );
});

test('a missing scope is named with all workflows that need it, the way out, and their places', () => {
  const workflows = {
    cancel: { action: 'cancel_order' },
    ship: { action: 'add_shipment' },
    people: { action: 'get_customers' },
  };
  expect(checkScopes('acme', ['store_v2_customers_read_only'], workflows)).toMatchInlineSnapshot(`
    [
      {
        "code": "missing-scope",
        "detail": "“acme” lacks the scope store_v2_orders (Orders: modify): workflow “cancel” (cancel_order) writes the order's status, workflow “ship” (add_shipment) writes order shipments.",
        "fix": "If the API account has the scope, add store_v2_orders to \`scopes\`. If it was left at None, it can never be changed: create a new API account with the scope and use its client ID and access token. \`flowlink scopes acme\` shows what to choose.",
        "path": [
          "scopes",
        ],
        "related": [
          {
            "message": "cancel_order needs store_v2_orders",
            "path": [
              "workflows",
              "cancel",
            ],
          },
          {
            "message": "add_shipment needs store_v2_orders",
            "path": [
              "workflows",
              "ship",
            ],
          },
        ],
      },
    ]
  `);
});

test('scopes that are too much are named with the lesser ones that would do', () => {
  const workflows = { orders: { action: 'get_orders' }, things: { action: 'add_product' } };
  const scopes = ['store_v2_orders', 'store_v2_products', 'store_v2_products_read_only', 'store_cart'];
  expect(checkScopes('acme', scopes, workflows)).toMatchInlineSnapshot(`
    [
      {
        "code": "excess-scope",
        "detail": "“acme” has more scopes than its workflows need: store_v2_orders_read_only would do in place of store_v2_orders, store_v2_products_read_only is not needed, store_cart is not needed.",
        "fix": "A token that leaks can do all that its scopes permit. The next API account can do with less: \`flowlink scopes acme\` shows what to choose.",
        "path": [
          "scopes",
        ],
      },
    ]
  `);
});

test('a scope that a missing one includes is not called too much, and satisfies whoever only reads', () => {
  const workflows = { orders: { action: 'get_orders' }, cancel: { action: 'cancel_order' } };
  const findings = checkScopes('acme', ['store_v2_orders_read_only'], workflows);
  expect(findings.map(({ code, related }) => [code, related?.map(({ path }) => path)])).toEqual([
    ['missing-scope', [['workflows', 'cancel']]],
  ]);
});

test('of two scopes for the same, only the one that nothing needs is too much', () => {
  const workflows = { orders: { action: 'get_orders' } };
  const { excess } = adviseScopes(workflows, ['store_v2_orders', 'store_v2_orders_read_only']);
  expect(excess).toStrictEqual([{ scope: 'store_v2_orders' }]);
});

test('nothing is missing for an API account that is yet to be made', () => {
  fc.assert(
    fc.property(someWorkflows, (workflows) => {
      expect(adviseScopes(workflows).missing).toEqual([]);
    }),
  );
});

test('each choice says which workflows need it, and what for', () => {
  const workflows = {
    things: { action: 'get_products' },
    orders: { action: 'get_orders' },
    cancel: { action: 'cancel_order' },
  };
  const chosen = adviseScopes(workflows).choices.filter(({ choice }) => choice !== 'None');
  expect(chosen).toMatchInlineSnapshot(`
    [
      {
        "choice": "Read-only",
        "name": "Information & Settings",
        "reasons": [
          {
            "action": "get_products",
            "because": "follows a product's tax class",
            "workflow": "things",
          },
        ],
        "scope": "store_v2_information_read_only",
      },
      {
        "choice": "Modify",
        "name": "Orders",
        "reasons": [
          {
            "action": "get_orders",
            "because": "reads orders",
            "workflow": "orders",
          },
          {
            "action": "cancel_order",
            "because": "writes the order's status",
            "workflow": "cancel",
          },
        ],
        "scope": "store_v2_orders",
      },
      {
        "choice": "Read-only",
        "name": "Products",
        "reasons": [
          {
            "action": "get_products",
            "because": "reads the catalogue",
            "workflow": "things",
          },
        ],
        "scope": "store_v2_products_read_only",
      },
    ]
  `);
  const [only] = adviseScopes({}).choices.filter(({ choice }) => choice !== 'None');
  expect(only).toMatchInlineSnapshot(`
    {
      "choice": "Read-only",
      "name": "Information & Settings",
      "optional": "lets \`flowlink verify\` compare the store URL with the store",
      "reasons": [],
      "scope": "store_v2_information_read_only",
    }
  `);
});

describe('the control panel’s name of a permission', () => {
  const { scopeEntries } = catalogue;

  test.each(scopeEntries)('$name stands for the scopes of its line', ({ name, read_only, modify }) => {
    const shout = name.toUpperCase();
    for (const text of [`${name}: modify`, `${shout} = MODIFY`])
      expect(checkFormat(text)?.replacement).toBe(modify);
    for (const text of [
      `${name}: read-only`,
      `${name}:read only`,
      `${shout} : READ_ONLY`,
      `${name}: readonly`,
    ])
      expect(checkFormat(text)?.replacement).toBe(read_only);
    for (const text of [name, ` ${name} `, `${name}: none`, `${name}: do not modify`, `${name}: modify all`])
      expect(checkFormat(text)).not.toHaveProperty('replacement');
    const named = allScopes.filter((scope) => checkFormat(name)?.detail.match(/\w+/g)?.includes(scope));
    expect(named.sort()).toEqual([read_only, modify].filter((scope) => scope !== undefined).sort());
  });

  test('is explained, also where there is only one choice', () => {
    expect([checkFormat('Orders: all'), checkFormat('app extensions')]).toMatchInlineSnapshot(`
      [
        {
          "code": "unknown-value",
          "detail": "This is the control panel’s name of a permission. Behind it are the scopes store_v2_orders_read_only for read-only and store_v2_orders for modify.",
          "fix": "Write the scope that was chosen when the API account was made.",
        },
        {
          "code": "unknown-value",
          "detail": "This is the control panel’s name of a permission. Behind it is the scope store_app_extensions_manage for modify.",
          "fix": "Write the scope that was chosen when the API account was made.",
        },
      ]
    `);
  });

  test('is none if the control panel does not show it', () => {
    for (const text of ['', ':', 'modify', 'store_cart', 'Orders & more: modify', 'My orders'])
      expect(checkFormat(text)).toBeUndefined();
  });
});
