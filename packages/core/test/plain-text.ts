// YAML in the form that most configurations have, with whatever may stand in it, and sometimes a character out of place.
import fc from 'fast-check';

const VALUES = [
  ...[
    'a',
    'two words',
    'a#b',
    'a:b',
    'yes',
    'Null',
    'null',
    'true',
    'TRUE',
    'nan',
    'g5cd38',
    '1e3x',
    '_a',
    'é',
  ],
  ...[
    '1',
    '0',
    '007',
    '0o17',
    '0x1F',
    '1e3',
    '1.',
    '.5',
    '.inf',
    '.nan',
    '1_000',
    '2026-01-01',
    '1:2',
    '12e03',
  ],
  ...[
    'https://a.b/c',
    'https://a.b:80/c',
    '/x',
    '${env:T}',
    '${env:A}',
    'stores/*.yaml',
    '"q"',
    '"q: r"',
    '"q # r"',
    "'q'",
  ],
  ...['""', "''", "'{}'", '"[a, b]"'],
];
const ODD_VALUES = [
  ...[
    'it’s',
    "it's",
    'a: b',
    'a:',
    '~',
    '-1',
    '+1',
    '-.inf',
    '$',
    '$${x}',
    '*.yaml',
    '@a',
    '%a',
    '!a',
    '&a',
    '"a\\n"',
  ],
  ...["'it''s'", '"q" r', 'a\u00a0b', '?', '-', '- a', '|', '>', 'https://a.b/c?d=e&f', '${env:A:-b c}'],
];
const KEYS = [
  'a',
  'b',
  'c',
  'store-1',
  'connections',
  'scopes',
  'x.y',
  '_z',
  'e1',
  'constructor',
  'toString',
];
const ODD_KEYS = ['access_token', 'null', 'true', 'no', 'Nan', '1a', '__proto__', '"q"'];
const TAILS = ['', '', '', '', '', ' # c', '  ', ' #', '   # d: e'];
const STEPS = [2, 2, 2, 4, 1, 3];

/** Prints a value at a depth of so many spaces, behind what begins the line. */
type Print = (indent: number) => string;

/** Mostly the first, for one odd thing makes the whole text odd. */
const mostly = (usual: readonly string[], odd: readonly string[]) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
const tail = mostly(TAILS, ['#x', ' x', ':', ' &a']);
const key = mostly(KEYS, ODD_KEYS);
const space = fc.constantFrom(' ', ' ', ' ', '', '  ');
const between = fc.constantFrom('', '', '', '', '\n', '\n# c', '\n      # c: d', '\n   ');

const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    mostly(VALUES, ODD_VALUES),
    fc
      .tuple(fc.array(tie('flow'), { maxLength: 3 }), space)
      .map(([items, gap]) => `[${gap}${items.join(`,${gap}`)}${gap}]`),
    fc
      .tuple(fc.array(fc.tuple(key, tie('flow')), { maxLength: 3 }), space)
      .map(
        ([entries, gap]) =>
          `{${gap}${entries.map(([name, value]) => `${name}: ${value}`).join(`${gap}, `)}${gap}}`,
      ),
  ),
}));

const { node } = fc.letrec<{ node: Print; map: Print }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(fc.constantFrom(' ', ' ', '   '), flow, tail).map(
      ([gap, value, end]) =>
        () =>
          `${gap}${value}${end}`,
    ),
    tail.map((end) => () => end),
    fc
      .tuple(
        fc.array(fc.tuple(flow, tail, between), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 0, ...STEPS),
      )
      .map(
        ([items, step]): Print =>
          (indent) =>
            items.map(([item, end, gap]) => `${gap}\n${' '.repeat(indent + step)}- ${item}${end}`).join(''),
      ),
    fc.tuple(tie('map'), fc.constantFrom(...STEPS), tail).map(
      ([map, step, end]): Print =>
        (indent) =>
          `${end}\n${map(indent + step)}`,
    ),
  ),
  map: fc
    .uniqueArray(fc.tuple(key, tie('node'), between), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    })
    .map(
      (entries): Print =>
        (indent) =>
          entries
            .map(([name, value, gap]) => `${' '.repeat(indent)}${name}:${value(indent)}${gap}`)
            .join('\n'),
    ),
}));

const whole = fc
  .tuple(
    fc.uniqueArray(fc.tuple(key, node, between), { minLength: 1, maxLength: 5, selector: ([name]) => name }),
    fc.constantFrom('', '\n', '\n\n', '\n# end'),
  )
  .map(([entries, end]) => entries.map(([name, value, gap]) => `${name}:${value(0)}${gap}`).join('\n') + end);

const edit = fc.tuple(
  fc.nat(200),
  fc.nat(2),
  fc.constantFrom('', ' ', '\n', ':', '-', '#', ',', '"', '{', ']', '.', '\t', '\n  '),
);

/** One of four has been edited at random. */
export const plainText = fc
  .tuple(
    whole,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(edit, { maxLength: 2 }) },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, gone, put]) => now.slice(0, at) + put + now.slice(at + gone), text),
  );
