// Configurations that have brought down other programs, each by a name.

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const MIB = 1024 * 1024;
/** Just below the limit for a file. */
const LARGE = 5 * MIB - 200;

/** Done with in a moment. */
const quick: Readonly<Record<string, () => string>> = {
  'a billion laughs': () =>
    `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${lines(9, (n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join()}]\n`)}`,
  'aliases of each other': () => `a: &a [*b]\nb: &b [*a]\n`,
  'brackets, ten thousand deep': () => `x: ${'['.repeat(10_000)}`,
  'dashes, ten thousand deep': () => `${'- '.repeat(10_000)}a\n`,
  'maps, three thousand deep': () => lines(3000, (n) => `${' '.repeat(n)}a:\n`),
  'references without end': () => `workspace: ${'${'.repeat(200_000)}`,
  'carriage returns alone': () => 'x: 1\r'.repeat(5_000),
  'profiles in a circle': () =>
    `connections: {c: {extends: a}}\nprofiles: {a: {extends: b}, b: {extends: a}}\n`,
  'names that every object has': () =>
    'connections:\n  __proto__: {platform: bigcommerce}\n  constructor: {platform: toString, access_token: {toString: 1}}\n__proto__: {x: 1}\n',
  'a million keys': () => `x: {${lines(1_000_000, (n) => `${n.toString(36)},`)}}`,
  'a million items': () => `x: [${'a,'.repeat(1_000_000)}]`,
  'a million lines': () => 'a:\n'.repeat(1_000_000),
  'a pattern of many stars': () => `include: ['${'*a'.repeat(60)}b']\n`,
  'a pattern of patterns': () => `include: ['${'+('.repeat(30)}a${')'.repeat(30)}b']\n`,
  'a pattern of ranges': () => `include: ['${'{a,b}'.repeat(20)}{1..1000000}{a..z}']\n`,
};

/** Large enough to take seconds, and hours if anything took as long as the square of the size. */
const large: Readonly<Record<string, () => string>> = {
  'a quadratic bomb': () => `a: &a [${'1,'.repeat(900)}]\nb: [${'*a,'.repeat(30_000)}]\n`,
  'a hundred thousand anchors': () =>
    `x:\n${lines(50_000, (n) => ` - &a${n} 1\n`)}y:\n${lines(50_000, (n) => ` - *a${n}\n`)}`,
  'one long line': () => `x: ${'a'.repeat(LARGE)}`,
  'one long quotation': () => `x: "${'a'.repeat(LARGE)}`,
  'one long key': () => `${'a'.repeat(LARGE)}: 1\n`,
  'braces, ten thousand deep': () => `x: ${'{a: '.repeat(10_000)}`,
  'questions, ten thousand deep': () => `${'? '.repeat(10_000)}a\n`,
  'thirty thousand keys': () => `x:\n${lines(30_000, (n) => ` ${n}:\n`)}`,
  'thirty thousand keys in braces': () => `x: {${lines(30_000, (n) => `${n},`)}}`,
  'one key, thirty thousand times': () => 'a: 1\n'.repeat(30_000),
  'ten thousand unknown keys': () => lines(10_000, (n) => `k${n}: 1\n`),
  'ten thousand connections without anything': () => `connections:\n${lines(10_000, (n) => `  k${n}:\n`)}`,
  'ten thousand connections of one unknown key': () =>
    `connections:\n${lines(10_000, (n) => `  k${n}: {a: 1}\n`)}`,
  'ten thousand connections of unknown profiles': () =>
    `connections:\n${lines(10_000, (n) => `  k${n}: {extends: p${n}}\n`)}`,
  'thirty thousand profiles in a row': () =>
    `connections: {c: {extends: p0}}\nprofiles:\n${lines(30_000, (n) => `  p${n}: {extends: p${n + 1}}\n`)}`,
  'thirty thousand profiles in a circle': () =>
    `connections: {c: {extends: p0}}\nprofiles:\n${lines(30_000, (n) => `  p${n}: {extends: p${(n + 1) % 30_000}}\n`)}`,
  'twenty thousand items of the wrong type': () => `include:\n${'  - [a]\n'.repeat(20_000)}`,
  'names of secrets without end': () => `x: [ ${'access_token '.repeat(100_000)}`,
  'secrets without end': () => `x: [\n${'access_token: abc\n'.repeat(20_000)}`,
  'secrets in comments without end': () => `x: 1\n${'# access_token: abc\n'.repeat(100_000)}`,
  'twenty thousand documents': () => '---\na: 1\n'.repeat(20_000),
  'fifty thousand directives': () => `${'%YAML 1.2\n'.repeat(50_000)}---\na: 1\n`,
  'lines that go on': () => `x: "${'\\\n'.repeat(20_000)}"`,
  'nothing but tabs': () => `x:\n${'\t- a\n'.repeat(50_000)}`,
  'nothing but questions': () => '?\n'.repeat(50_000),
  'thirty thousand renames in a row': () =>
    `connections: {}\nmoved:\n${lines(30_000, (n) => `  - {from: a${n}, to: a${n + 1}}\n`)}`,
  'thirty thousand renames in a circle': () =>
    `connections: {}\nmoved:\n${lines(30_000, (n) => `  - {from: a${n}, to: a${(n + 1) % 30_000}}\n`)}`,
};

export const QUICK = Object.keys(quick).length;

/** The quick ones first. */
export const absurdYaml = { ...quick, ...large };
