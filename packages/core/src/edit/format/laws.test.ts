// Whatever people write: the data and the comments stay, keys come in the schema's order, and once is enough.
import rootSchema from '@flowlink/schema/flowlink.schema.json' with { type: 'json' };
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lexer, parseAllDocuments } from 'yaml';
import { formatText } from './format-text.ts';

function documentsOf(text: string) {
  const options = { version: '1.2', schema: 'core', logLevel: 'silent', prettyErrors: false } as const;
  return [...parseAllDocuments(text, options)];
}

/** The comments in any order. */
function commentsOf(text: string): string[] {
  const found: string[] = [];
  let isText = false;
  for (const lexeme of new Lexer().lex(text.replaceAll('\r\n', '\n'))) {
    if (!isText && lexeme.startsWith('#')) found.push(lexeme.trimEnd());
    isText = !isText && lexeme === '\u001F';
  }
  return found.sort();
}

/** Formats and checks the laws that need no knowledge of the text. */
function formatted(text: string): string {
  const result = formatText(text, 'root');
  if ('problem' in result) throw new Error(result.problem);
  const { text: after } = result;
  const dataOf = (yaml: string) => documentsOf(yaml).map((document) => document.toJS());
  expect(dataOf(after)).toEqual(dataOf(text));
  expect(commentsOf(after)).toEqual(commentsOf(text));
  expect(formatText(after, 'root')).toEqual({ text: after });
  const ends = new Set(text.match(/\r?\n/g));
  if (ends.size === 1) expect(new Set(after.match(/\r?\n/g))).toEqual(ends);
  return after;
}

const comment = fc.constantFrom('', '', '', '', ' # note', '   #x: y', '\t# tab ');
const gapLine = fc.constantFrom(
  '',
  '',
  '# zero',
  '  # two',
  '    # four',
  '      # six',
  '        # eight',
  '   ',
);
const gap = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(gapLine, { maxLength: 3 }));

// Further lines begin with a vertical bar, and stand to the right of their key.
const values = `x
"x # y"
'it''s'
12
null
~
[a, b]
{ a: b }
{}
[]
\${env:X}
&n 1
!!str 1
!t x
*n
[ a,b , ]
{a: 1,b: {c: 2}}
[a: b, c]
{a, b: }
{"a":1}
{ platform: x, scopes: [store_v2_orders_read_only, store_v2_products_read_only, store_v2_customers] }
[ # c|a, # d|b ]
[|a,||b|]
{ # c|}
[a,|b]
"one|two"
one|two
"a\\|b"
'a||b'
||lit
>-|fold||  more||
|+|keep||
|2|  ind
|  # c|x|# not a comment
> # c|x`
  .split('\n')
  .map((line) =>
    line.startsWith('|') ? `|${line.slice(1).replaceAll('|', '\n')}` : line.replaceAll('|', '\n'),
  );
const inline = fc.constantFrom('', ...values);
const key = fc.constantFrom(
  ...[
    'workspace',
    'backend',
    'guards',
    'connections',
    'platform',
    'scopes',
    'workflows',
    'protect',
    'action',
  ],
  ...['a', 'b', '"q k"', "'s'", 'x y', '&k k', '*n ', '? e', '<<'],
);
const props = fc.constantFrom('', '', '', '', ' &m', ' !!x');

interface Block {
  readonly isMap: boolean;
  /** How much further the values stand to the right. */
  readonly step: number;
  readonly entries: readonly {
    readonly gap: readonly string[];
    readonly key: string;
    readonly props: string;
    readonly comment: string;
    readonly value: string | Block;
  }[];
}

const { block } = fc.letrec<{ block: Block; value: string | Block }>((tie) => ({
  block: fc.record({
    isMap: fc.constantFrom(true, true, false),
    step: fc.integer({ min: 1, max: 4 }),
    entries: fc.uniqueArray(fc.record({ gap, key, props, comment, value: tie('value') }), {
      minLength: 1,
      maxLength: 4,
      selector: (entry) => entry.key,
    }),
  }),
  value: fc.oneof({ maxDepth: 4 }, inline, tie('block')),
}));

function linesOf({ isMap, step, entries }: Block, indent: number): string[] {
  const at = ' '.repeat(indent);
  return entries.flatMap(({ gap: above, key: name, props: marks, comment: note, value }) => {
    const mark = name.startsWith('?') ? `${name}\n${at}:` : `${name}:`;
    const head = at + (isMap ? mark : '-');
    if (typeof value !== 'string')
      return [...above, `${head}${marks}${note}`, ...linesOf(value, indent + step + (isMap ? 0 : 1))];
    const [first = '', ...others] = value.split('\n');
    const rest = others.map((line) => (line === '' ? '' : `${at}  ${' '.repeat(step)}${line}`));
    const end = /^[|>]/.test(value) ? '' : note;
    return [...above, ...`${head} ${[first, ...rest].join('\n')}${end}`.split('\n')];
  });
}

const document = fc.record({
  head: fc.constantFrom([], ['# head'], ['# head', ''], ['---'], ['# a', '--- # b'], ['', '']),
  body: block,
  indent: fc.constantFrom(0, 0, 0, 2),
  tail: gap,
  end: fc.constantFrom([], [], ['...'], ['... # e']),
});
const anything = fc
  .record({
    documents: fc.array(document, { minLength: 1, maxLength: 2 }),
    isEnded: fc.boolean(),
    endOfLine: fc.constantFrom('\n', '\n', '\r\n'),
  })
  .map(({ documents, isEnded, endOfLine }) => {
    const lines = documents.flatMap(({ head, body, indent, tail, end }, index) => [
      ...(index > 0 && !head.some((line) => line.startsWith('---')) ? ['---'] : []),
      ...head,
      ...linesOf(body, indent),
      ...tail,
      ...end,
    ]);
    return lines.join('\n').replaceAll('\n', endOfLine) + (isEnded ? endOfLine : '');
  })
  .filter((text) => {
    const parsed = documentsOf(text);
    if (parsed.some(({ errors }) => errors.length > 0)) return false;
    try {
      return parsed.every((each) => each.toJS() !== undefined);
    } catch {
      // An alias without its anchor.
      return false;
    }
  });

test('any file keeps its data and its comments, and formatting it again changes nothing', () => {
  fc.assert(
    fc.property(anything, (text) => void formatted(text)),
    { numRuns: 150 },
  );
});

/** The items in any order, each with a gap above and a comment behind. */
const shuffled = (items: readonly fc.Arbitrary<string>[]) =>
  fc
    .shuffledSubarray([...items.keys()], { minLength: 1 })
    .chain((order) =>
      fc.tuple(...order.map((index) => fc.tuple(gap, items[index] ?? fc.constant(''), comment))),
    )
    .map((lines) => lines.flatMap(([above, text, note]) => [...above, ...withNote(text, note)]));

/** A comment goes behind the first line. */
function withNote(text: string, note: string): string[] {
  const [first = '', ...others] = text.split('\n');
  return [first + note, ...others];
}

const below = (head: string, lines: readonly string[], step: number): string =>
  [head, ...lines.map((line) => (line === '' ? '' : ' '.repeat(step) + line))].join('\n');

const step = fc.integer({ min: 1, max: 4 });
const workflow = shuffled([
  fc.constantFrom('action: get_orders', 'action: set_inventory'),
  fc.constantFrom(
    'parameters: {limit: 5, min_date_created: 2026-01-01}',
    'parameters: {}',
    'parameters:\n  limit: 5',
  ),
]);
const connection = shuffled([
  fc.constant('platform: bigcommerce'),
  fc.constant('extends: retail'),
  fc.constantFrom('store_url:   https://acme.example.com', 'store_url:\n  https://acme.example.com'),
  fc.constant('store_hash: "g5cd38"'),
  fc.constant('access_token: ${env:T}'),
  fc.constantFrom('scopes: [ a,b ]', 'scopes:\n- a\n- b', 'scopes:\n  - a\n  # c\n  - b'),
  fc
    .tuple(workflow, step)
    .map(([lines, by]) =>
      below('workflows:', [below('  orders:', lines, by + 2)].join('\n').split('\n'), by),
    ),
  fc.constant('protect: true'),
]);
const project = shuffled([
  fc.constant('workspace:  acme'),
  fc.constantFrom('backend: {url: x}', 'backend:\n   url: x'),
  fc.constant('include: [ a.yaml ]'),
  fc.constant('guards:\n  max_token_age: 1d\n  max_destroy: 1'),
  fc
    .tuple(connection, connection, step, step)
    .map(([us, eu, outer, inner]) =>
      below('connections:', `${below('us:', us, inner)}\n${below('eu:', eu, inner)}`.split('\n'), outer),
    ),
  fc.constant('moved: [{to: b, from: a}]'),
]).map((lines) => `${lines.join('\n')}\n`);

const defs = rootSchema.$defs;
const order = {
  root: Object.keys(rootSchema.properties),
  guards: Object.keys(rootSchema.properties.guards.properties),
  connection: [
    ...Object.keys(defs.connection.properties),
    ...Object.keys(defs.bigcommerceConnection.properties),
  ],
  workflow: Object.keys(defs.workflow.properties),
};

function expectOrder(value: unknown, keys: readonly string[]): void {
  const ranks = Object.keys((value ?? {}) as object).map((name) => keys.indexOf(name));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
}

test('the keys of any project come in the order of the schema', () => {
  fc.assert(
    fc.property(project, (text) => {
      fc.pre(documentsOf(text).every(({ errors }) => errors.length === 0));
      const after = formatted(text);
      expect(after).not.toMatch(/[ \t]\n|\n\n\n|^\n|\n\n$/);
      const value = documentsOf(after)[0]?.toJS() as Record<string, Record<string, unknown>>;
      expectOrder(value, order.root);
      expectOrder(value.guards, order.guards);
      const connections = (value.connections ?? {}) as Record<string, Record<string, unknown>>;
      for (const each of Object.values(connections)) {
        if (each?.platform !== 'bigcommerce') continue;
        expectOrder(each, order.connection);
        for (const one of Object.values(each.workflows ?? {})) expectOrder(one, order.workflow);
      }
      if (Object.keys(connections).length === 2) expect(Object.keys(connections)).toEqual(['us', 'eu']);
    }),
    { numRuns: 300 },
  );
});
