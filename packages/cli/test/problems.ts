// Diagnostics to render in tests, with the files they point into.
import { type Diagnostic, diagnostic, type SourceFile } from '@flowlink/core';

const text = `connections:
  acme-eu:
    platform: bigcommerce
    acces_token: s3cr3t-t0k3n
\tstore_url: https://日本.example.com # 店
    client_id: ${'x'.repeat(150)} # far to the right
`;

const rangeOf = (part: string) => {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
};

const file = 'connections/eu.yaml';
const source: SourceFile = { path: file, text, redactions: [rangeOf('s3cr3t-t0k3n')] };

export const sources = new Map([[file, source]]);

export const unknownKey = diagnostic('unknown-key', {
  file,
  range: rangeOf('acces_token'),
  connection: 'acme-eu',
  detail:
    '“acces_token” means nothing in connection “acme-eu”. Known here: access_token, client_id, extends, platform, protect, scopes, store_hash, store_url, workflows.',
  fix: 'Did you mean “access_token”?',
});

const wide = diagnostic('invalid-value', {
  file,
  range: rangeOf('日本.example.com'),
  detail: 'The underline covers wide characters.',
});

const farRight = diagnostic('invalid-value', {
  file,
  range: rangeOf('# far to the right'),
  detail: 'The place stands beyond the width.',
});

const withRelated = diagnostic('duplicate-connection', {
  file,
  range: rangeOf('acme-eu'),
  detail: '“acme-eu” is declared twice.',
  related: [
    { file, range: rangeOf('platform'), message: 'the first one is here' },
    { file: 'gone.yaml', range: { start: 0, end: 1 }, message: 'a file that was not read' },
  ],
});

const unlocated = diagnostic('changes-left-out', {
  detail: '2 further connections have differences that this plan leaves alone.',
  fix: 'Plan without --target to see them all.',
});

const ofConnection = diagnostic('plan-stale', {
  connection: 'acme-eu',
  detail: '“acme-eu” had revision 7 when the plan was made and has revision 8 now.',
});

const hostile = diagnostic('backend-refused', {
  connection: 'a\u001b[2Jb',
  detail: 'The backend said: \u001b]0;evil\u0007\u202Edone.',
});

export const problems: readonly Diagnostic[] = [
  unknownKey,
  wide,
  farRight,
  withRelated,
  unlocated,
  ofConnection,
  hostile,
];

const shops = Array.from({ length: 20 }, (_, index) => `shop-${index + 1}`);
const shopsText = `connections:\n${shops.map((name) => `  ${name}: { store_hash: x, scopes: [store_v2_orders] }\n`).join('')}`;
const shopsFile: SourceFile = { path: 'shops.yaml', text: shopsText, redactions: [] };

const ofShop = (name: string, part: string) => {
  const start = shopsText.indexOf(part, shopsText.indexOf(`  ${name}:`));
  return {
    file: shopsFile.path,
    range: { start, end: start + part.length },
    connection: name,
  };
};

/** Twenty warnings of one code, an error of another in between, and five errors of a third. */
export const repeated: readonly Diagnostic[] = [
  ...shops.slice(0, 10).map(excess),
  unknownKey,
  ...shops.slice(10).map(excess),
  ...shops.slice(0, 4).map((name) =>
    diagnostic('invalid-store-hash', {
      ...ofShop(name, 'x'),
      detail: `“x” is too short to be the hash of the store of ${name}.\nIt has letters and digits.`,
    }),
  ),
  diagnostic('invalid-store-hash', { file: `${'deep/'.repeat(30)}gone.yaml`, detail: 'It cannot be read.' }),
];

function excess(name: string): Diagnostic {
  return diagnostic('excess-scope', {
    ...ofShop(name, 'store_v2_orders'),
    detail: `No workflow of “${name}” needs store_v2_orders to modify anything.`,
    fix: 'Choose store_v2_orders_read_only.',
  });
}

export const repeatedSources = new Map([...sources, [shopsFile.path, shopsFile]]);
