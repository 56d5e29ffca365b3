// What is read without a parser is what the parser reads, and nothing that the parser has a word to say about.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { plainText } from '../../test/plain-text.ts';
import { writtenYaml } from '../../test/written-yaml.ts';
import { holds, keyRange, type Path, valueRange } from './nodes.ts';
import { firstOddNode } from './odd-nodes.ts';
import { PlainPlaces } from './plain-places.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { surveyDocument } from './survey.ts';
import { yamlOptions } from './yaml-options.ts';

/** Lines as they stand in configurations, and what may go wrong with them. */
const PIECES = [
  ...[
    'connections:',
    'store-1:',
    'a:',
    'b:',
    'include:',
    'workflows:',
    'access_token:',
    'null:',
    'true:',
    '12:',
    '"q":',
  ],
  ...[
    '__proto__:',
    'constructor:',
    '? a',
    '- ',
    '-',
    '--- ',
    '---',
    '...',
    '%YAML 1.2',
    '&x',
    '*x',
    '!!str',
    '|',
    '>-',
  ],
  ...[
    'a: 1',
    'b: 0x1F',
    'c: 1e3',
    'd: .inf',
    'e: ~',
    'f: Null',
    'g: yes',
    'h: 007',
    'i: 0o17',
    'j: -1',
    'k: +1',
    'l: 1.',
    'm: .5',
  ],
  ...[
    'n: two words',
    'o: a # b',
    'p: a#b',
    'q: a: b',
    'r: a:b',
    's: a:',
    't: "x"',
    "u: 'it''s'",
    'v: "a\\n"',
    "w: ''",
    'x: "a" b',
  ],
  ...[
    'y: [a, b]',
    'z: [a, b',
    'a2: [a, , b]',
    'b2: [a, ]',
    'c2: []',
    'd2: {}',
    'e2: { a: 1, b: [c] }',
    'f2: { a: 1, a: 2 }',
    'g2: {a}',
  ],
  ...[
    'h2: {a:b}',
    'i2: { a: b:c }',
    'j2: [a: b]',
    'k2: [https://x.y/z, "q, r"]',
    'l2: [a]b',
    'm2: [a] # c',
    'n2: [a]# c',
    'o2: [ a , b ]',
  ],
  ...[
    'access_token: ${env:T}',
    'access_token: x',
    'access_token: "${env:T}"',
    'q2: ${env:A:-b c}',
    'r2: { access_token: "${env:T}" }',
  ],
  ...[
    '- a',
    '- a: 1',
    '- [a]',
    '- { from: a, to: b }',
    '- # c',
    '-  x',
    '- - a',
    '# comment',
    '#',
    'a',
    ': a',
    '"',
    '[',
    ']',
    '}',
    ',',
    '@a',
    '`a',
  ],
  ...[
    's2: \u00e9t\u00e9',
    't2: \u2028',
    'u2:\tx',
    'v2:',
    'w2: # c',
    'x2:#c',
    'y2: ...',
    'z2: a  ',
    'a3: $',
    'b3: /x',
    'c3: [null, true, 1.5, 0x1, ~]',
  ],
];

const line = fc
  .tuple(
    fc.nat(3),
    fc.constantFrom(...PIECES),
    fc.constantFrom('', '', '', '', ' # c', '#', ' ', '\r', ': x'),
  )
  .map(([indent, piece, end]) => `${'  '.repeat(indent)}${piece}${end}`);
const text = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('', '\n', '\n\n', '\n# end'))
  .map(([lines, end]) => lines.join('\n') + end);

/** Characters put in and taken out at random. */
const broken = fc
  .tuple(
    text,
    fc.array(
      fc.tuple(
        fc.nat(200),
        fc.nat(2),
        fc.constantFrom('', ' ', '\n', ':', '-', '#', ',', '"', '{', ']', '.'),
      ),
    ),
  )
  .map(([whole, edits]) =>
    edits.reduce((now, [at, gone, put]) => now.slice(0, at) + put + now.slice(at + gone), whole),
  );

/** Everything that stands there, and what does not. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const isList = Array.isArray(value);
  const inside = entries.flatMap(([key, part]) => pathsOf(part, [...path, isList ? Number(key) : key]));
  return [path, [...path, 'constructor'], [...path, 7], ...inside];
}

function holdsForParser(source: string): boolean {
  const read = readPlainYaml(source);
  if (read === undefined) return false;
  const documents = [...parseAllDocuments(source, yamlOptions)];
  expect(documents).toHaveLength(1);
  for (const document of documents) {
    expect([document.errors, document.warnings]).toEqual([[], []]);
    expect(surveyDocument(document)).toEqual({ secrets: [], isPlain: true });
    expect(firstOddNode(document)).toBeUndefined();
    expect(read).toEqual(document.toJS());
    // The order of keys shows in plans.
    expect(JSON.stringify(read)).toBe(JSON.stringify(document.toJS()));
    const places = new PlainPlaces((note) => readPlainYaml(source, note) ?? {});
    for (const path of pathsOf(read)) {
      const known = { document, places };
      expect([path, keyRange(known, path), valueRange(known, path), holds(known, path)]).toEqual([
        path,
        keyRange({ document }, path),
        valueRange({ document }, path),
        holds({ document }, path),
      ]);
    }
  }
  return true;
}

test.each([
  ['lines of all kinds', text, 0],
  ['broken text', broken, 0],
  ['files as people write them', writtenYaml.map((written) => written.text), 0],
  ['files in the usual form', plainText, 200],
])('%s', (_, texts, atLeast) => {
  let count = 0;
  fc.assert(
    fc.property(texts, (source) => {
      if (holdsForParser(source)) count++;
    }),
    { numRuns: 2000 },
  );
  // What is always left to the parser would prove nothing.
  expect(count).toBeGreaterThanOrEqual(atLeast);
});

test('a configuration is read without a parser', () => {
  const source = `# A shop.
workspace: acme
backend: { url: "https://flowlink.example.com" } # ours
include: ['stores/*.yaml']
guards:
  max_destroy: 2

connections:
  acme-us:
    platform: bigcommerce
    extends: [retail]
    store_url: https://acme-us.mybigcommerce.com
    client_id: \${env:CLIENT_ID}
    access_token: \${env:TOKEN}
    scopes:
    - store_v2_orders
    - store_v2_products
    workflows:
      stock: { action: set_inventory, parameters: { chunk: 10, all: true } }
      none:
removed:
  - { name: old }
`;
  expect(holdsForParser(source)).toBe(true);
});

test.each([
  'access_token: secret\n',
  'a: { access_token: secret }\n',
  'access_token:\n  a: 1\n',
  'a: 1\na: 2\n',
  'a: 1\n---\nb: 2\n',
  '',
  '# nothing\n',
  '- a\n',
  'a: &x 1\n',
])('%j is left to the parser', (source) => {
  expect(readPlainYaml(source)).toBeUndefined();
});
