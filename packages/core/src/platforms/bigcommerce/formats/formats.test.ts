// Every mistake of form has a message of its own, a mend where one is certain, and never a word of what was written.
import type { ConnectionConfig } from '@flowlink/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codes } from '../../../diagnostics/codes.ts';
import type { FormatFinding } from '../../platform.ts';
import { bigcommerce } from '../bigcommerce.ts';

const CLIENT_ID = '0client0id0of0a0test0account000';
const TOKEN = '0token00of0a0test0account000000';
const config = {
  platform: 'bigcommerce',
  store_url: 'https://acme.example.com',
  store_hash: 'g5cd38',
  client_id: CLIENT_ID,
  scopes: [],
} as ConnectionConfig;

const field = (name: string) => (text: string) => bigcommerce.checkField([name], text);
const checks = {
  store_hash: field('store_hash'),
  store_url: field('store_url'),
  client_id: field('client_id'),
  scope: (text: string) => bigcommerce.checkField(['scopes', 0], text),
  access_token: (text: string) => bigcommerce.checkSecret('access_token', text, config),
  variable: (text: string) => bigcommerce.checkVariable('access_token', text),
} satisfies Record<string, (text: string) => FormatFinding | undefined>;

type Field = keyof typeof checks;

/** What people write. Tokens have a description, which stands in the golden file in their place. */
const mistakes: Record<Field, readonly (string | { readonly text: string; readonly called: string })[]> = {
  store_hash: [
    'store-g5cd38',
    'Store-G5CD38',
    '{g5cd38}',
    '{store_hash}',
    'https://api.bigcommerce.com/stores/g5cd38/v3/',
    'https://api.bigcommerce.com/stores/g5cd38/v2',
    'https://api.bigcommerce.com/stores/g5cd38',
    'http://api.bigcommerce.com/stores/g5cd38/v3/',
    'api.bigcommerce.com/stores/g5cd38/v3/',
    'HTTPS://API.BIGCOMMERCE.COM/STORES/G5CD38/V3/',
    'stores/g5cd38/v3',
    'https://api.bigcommerce.com/stores/{store_hash}/v3/',
    'https://store-g5cd38.mybigcommerce.com/manage/dashboard',
    'store-g5cd38.mybigcommerce.com',
    'https://acme.mybigcommerce.com',
    'acme.mybigcommerce.com',
    'https://acme.example.com',
    'G5CD38',
    ' g5cd38',
    'g5cd38\t',
    'g5 cd38',
    'g5-cd38',
    'g5cd3é',
    '',
    'g5cd',
    'g5cd38g5cd38g',
  ],
  store_url: [
    'acme.mybigcommerce.com',
    'acme.mybigcommerce.com/manage',
    'http://acme.mybigcommerce.com',
    'http://acme.mybigcommerce.com/',
    'https://acme.mybigcommerce.com/',
    'https://acme.mybigcommerce.com/manage',
    'https://acme.mybigcommerce.com/manage/settings/',
    'https://acme.mybigcommerce.com/admin',
    'https://acme.mybigcommerce.com/?utm_source=mail',
    'https://acme.mybigcommerce.com?a=b',
    'https://acme.mybigcommerce.com/#top',
    'https://login.bigcommerce.com',
    'https://login.bigcommerce.com/deep-links/manage',
    'https://api.bigcommerce.com/stores/g5cd38/v3/',
    'api.bigcommerce.com/stores/g5cd38',
    {
      text: 'https://admin:canary0password@acme.mybigcommerce.com',
      called: 'user:password@ before the host',
    },
    'https://ACME.mybigcommerce.com',
    'https://acme.mybigcommerce.com:443',
    'ftp://acme.mybigcommerce.com',
    'https://acme',
    'acme',
    'https://acme store.com',
    'https://',
    'https://acme..com:port',
    '',
  ],
  client_id: [
    `${CLIENT_ID}0`,
    // The form of a legacy API token.
    '0123456789abcdef0123456789abcdef01234567',
  ],
  access_token: [
    { text: '0123456789abcdef0123456789ABCDEF01234567', called: '40 hexadecimal digits' },
    { text: 'eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJjaWQiOjF9.canary', called: 'a JSON Web Token' },
    { text: '0123456789abcdef'.repeat(4), called: '64 hexadecimal digits' },
    { text: CLIENT_ID, called: 'the client ID' },
    { text: 'g5cd38', called: 'the store hash' },
    { text: `${TOKEN.slice(1)}é`, called: 'a character outside ASCII' },
    { text: `${TOKEN.slice(2)}\u200B0`, called: 'an invisible character' },
    { text: TOKEN.slice(1), called: '30 characters' },
    { text: `${TOKEN}0`, called: '32 characters' },
    { text: TOKEN.toUpperCase(), called: 'upper-case letters' },
    { text: '0123456789abcdef0123456789abcdef', called: '32 hexadecimal digits' },
  ],
  variable: [
    'ACME_CLIENT_SECRET',
    'ACME_CLIENTSECRET',
    'acme_client_secret',
    'ACME_STENCIL_TOKEN',
    'ACME_STOREFRONT_TOKEN',
  ],
  scope: [
    'Orders',
    'orders',
    'Orders: Modify',
    'Orders: Read-only',
    'Orders: read_only',
    'Orders: None',
    'Orders = modify',
    'Information & Settings: Read-only',
    'Sites & Routes: Modify',
    'Themes: Modify',
  ],
};

/** More of the same, by code and replacement. */
const more: readonly [Field, string, FormatFinding['code'], string?][] = [
  ['store_hash', 'a', 'odd-store-hash'],
  ['store_url', 'HTTPS://acme.mybigcommerce.com', 'untidy-store-url', 'https://acme.mybigcommerce.com'],
  ['store_url', ' https://acme.mybigcommerce.com', 'untidy-store-url', 'https://acme.mybigcommerce.com'],
  ['store_url', 'https://acme.mybigcommerce.com ', 'untidy-store-url', 'https://acme.mybigcommerce.com'],
  ['client_id', '', 'odd-client-id'],
  ['client_id', CLIENT_ID.slice(1), 'odd-client-id'],
  ['client_id', CLIENT_ID.toUpperCase(), 'odd-client-id'],
  ['client_id', `${CLIENT_ID} `, 'odd-client-id'],
  ['scope', 'Store Logs', 'unknown-value'],
  ['scope', 'Store Logs: Read-only', 'unknown-value', 'store_logs_read_only'],
  ['scope', 'Store Logs: Modify', 'unknown-value'],
  ['scope', 'Payment Methods: Read-only', 'unknown-value', 'store_payments_methods_read'],
  ['scope', 'Create Payments: Modify', 'unknown-value', 'store_payments_access_token_create'],
];

/** What is as it should be. */
const fine: Record<Field, readonly string[]> = {
  store_hash: ['abc12', 'abc123', 'g5cd38', 'id30h7ohwf', '123456', 'abcdefghijkl'],
  store_url: [
    'https://acme.mybigcommerce.com',
    'https://store-g5cd38.mybigcommerce.com',
    'https://www.acme.co.uk',
    'https://xn--bcher-kva.example',
  ],
  client_id: [CLIENT_ID, '0123456789abcdef0123456789abcde'],
  access_token: [TOKEN, '0123456789abcdef0123456789abcde'],
  variable: ['ACME_ACCESS_TOKEN', 'ACME_TOKEN', 'STORE_1_ACCESS_TOKEN'],
  scope: ['store_v2_order', 'Orderz', ''],
};

const names = Object.keys(checks) as Field[];
const cases = names.flatMap((name) =>
  mistakes[name].map((mistake) => {
    const { text, called } = typeof mistake === 'string' ? { text: mistake, called: undefined } : mistake;
    return { name, text, shown: called ?? JSON.stringify(text), finding: checks[name](text) };
  }),
);

test('every mistake has a code, a message and a way out, and a replacement where it is certain', async () => {
  const lines = cases.map(({ name, shown, finding }) => {
    const { code, detail, fix, replacement } = finding ?? {};
    return `${name} ${shown}\n  -> ${code} | ${detail}\n   | ${fix}\n   | ${replacement ?? '(no replacement)'}\n`;
  });
  await expect(lines.join('\n')).toMatchFileSnapshot('__golden__/formats.txt');
});

test.each(cases)('$name $shown is a mistake', ({ finding }) => {
  expect(finding).toBeDefined();
});

test.each(more)('%s “%s” is a mistake too: %s', (name, text, code, replacement) => {
  const finding = checks[name](text);
  expect(finding).toMatchObject({ code });
  expect(finding?.replacement).toBe(replacement);
});

test.each(names.flatMap((name) => fine[name].map((text) => ({ name, text }))))(
  '$name “$text” is let through',
  ({ name, text }) => {
    expect(checks[name](text)).toBeUndefined();
  },
);

test('other fields and what stands below fields are not looked at', () => {
  expect(bigcommerce.checkField(['protect'], 'store-g5cd38')).toBeUndefined();
  expect(bigcommerce.checkField(['store_hash', 0], 'store-g5cd38')).toBeUndefined();
  expect(bigcommerce.checkField(['scopes'], 'Orders')).toBeUndefined();
});

/** Whether what stands in place of a value is refused itself. */
function isRefused(name: Field, replacement: string): boolean {
  const again = checks[name](replacement);
  return again !== undefined && codes[again.code].severity === 'error';
}

test.each(cases.filter(({ finding }) => finding?.replacement !== undefined))(
  'the replacement of $name $shown needs no further one',
  ({ name, finding }) => {
    expect(checks[name](finding?.replacement ?? '')).toBeUndefined();
  },
);

/** Text that can hardly stand in a sentence by chance. */
const canary = fc.stringMatching(/^canary[a-z0-9]{6,40}$/);

/** What may come out of a variable: arbitrary text, and the shapes that messages are made for. */
const anything = fc.oneof(
  fc.string({ minLength: 8 }),
  fc.string({ minLength: 8, unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => url.length >= 8),
  canary,
  canary.map((text) => text.toUpperCase()),
  canary.map((text) => ` ${text}`),
  canary.map((text) => `store-${text}`),
  canary.map((text) => `{${text}}`),
  canary.map((text) => `https://api.bigcommerce.com/stores/${text}/v3/`),
  canary.map((text) => `https://store-${text}.mybigcommerce.com/manage`),
  canary.map((text) => `http://${text}:${text}@${text}.example.com/${text}?${text}`),
  canary.map((text) => `eyJ${text}.${text}`),
  fc.stringMatching(/^[0-9a-f]{40}$/),
  fc.stringMatching(/^[0-9a-f]{64}$/),
);

test('whatever is written, no sentence repeats it, and what is to replace it is not refused', () => {
  const values = names.filter((name) => name !== 'variable');
  fc.assert(
    fc.property(fc.constantFrom(...values), anything, (name, text) => {
      const finding = checks[name](text);
      const sentences = `${finding?.detail}\n${finding?.fix}`;
      expect(sentences).not.toContain(text);
      expect(sentences).not.toMatch(/canary/i);
      if (finding?.replacement !== undefined) expect(isRefused(name, finding.replacement)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('no access token is repeated, whatever else the connection holds', () => {
  fc.assert(
    fc.property(anything, anything, fc.boolean(), fc.boolean(), (token, other, isClient, isHash) => {
      const finding = bigcommerce.checkSecret('access_token', token, {
        ...config,
        client_id: isClient ? token : other,
        store_hash: isHash ? token : other,
      });
      expect(JSON.stringify(finding) ?? '').not.toContain(token);
      expect(finding).not.toHaveProperty('replacement');
      if (isClient || isHash) expect(finding?.code).toBe('wrong-kind-of-token');
    }),
  );
});

test.each([
  ['https://store-abc123.mybigcommerce.com', 'abc123', false],
  ['https://store-abc123.mybigcommerce.com', 'g5cd38', true],
  ['http://STORE-ABC123.mybigcommerce.com/', 'g5cd38', true],
  ['https://acme.mybigcommerce.com', 'g5cd38', false],
  ['https://store-abc123.example.com', 'g5cd38', false],
  ['not an address', 'g5cd38', false],
])('%s beside the store hash %s: a mismatch is %s', (store_url, store_hash, isMismatch) => {
  const findings = bigcommerce.checkTogether({ store_url, store_hash });
  expect(findings.map(({ code }) => code)).toEqual(isMismatch ? ['store-url-mismatch'] : []);
});

test('a mismatch is explained at the URL, with the place of the hash', () => {
  const fields = { store_url: 'https://store-abc123.mybigcommerce.com', store_hash: 'g5cd38' };
  expect(bigcommerce.checkTogether(fields)).toMatchInlineSnapshot(`
    [
      {
        "code": "store-url-mismatch",
        "detail": "Hosts such as store-{hash}.mybigcommerce.com name a store by its hash, and this one is not that of store_hash.",
        "fix": "Correct the one that is wrong, unless the store only chose a name that looks like it; \`flowlink verify\` tells.",
        "path": [
          "store_url",
        ],
        "related": [
          {
            "message": "the store hash is here",
            "path": [
              "store_hash",
            ],
          },
        ],
      },
    ]
  `);
  expect(bigcommerce.checkTogether({ store_url: fields.store_url })).toEqual([]);
});
