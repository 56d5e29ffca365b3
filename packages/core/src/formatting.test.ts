// A project's files, formatted or left alone; what goes wrong is said, and nothing is said of secrets.
import { expect, test } from 'vitest';
import { describeAll } from '../test/describe.ts';
import { type Files, memoryFiles } from '../test/memory-files.ts';
import { formatProject, notFormatted, showFormatted } from './formatting.ts';

const TOKEN = 'canary0secret0value0000000000000';

async function format(files: Files, names: readonly string[] = []) {
  const report = await formatProject({ files: memoryFiles(files) }, names);
  const changed = report.value?.filter(({ before, text }) => before.text !== text) ?? [];
  return { ...report, changed: Object.fromEntries(changed.map(({ before, text }) => [before.path, text])) };
}

const project: Files = {
  'flowlink.yaml': 'include: [stores/*.yaml]\nworkspace: acme\n---\nmoved: []\nconnections: {}\n',
  'stores/eu.yaml': 'connections:\n  a: {store_hash: abc123, platform: bigcommerce}\n',
  'stores/us.yaml': 'connections: {}\n',
  'other.yaml': 'workspace:    other\n',
};

test('every file of the project is formatted, each document by its schema', async () => {
  const { value, diagnostics, changed } = await format(project);
  expect(diagnostics).toEqual([]);
  expect(value?.map(({ before }) => before.path)).toEqual([
    'flowlink.yaml',
    'stores/eu.yaml',
    'stores/us.yaml',
  ]);
  expect(changed).toEqual({
    'flowlink.yaml': 'workspace: acme\ninclude: [stores/*.yaml]\n---\nconnections: {}\nmoved: []\n',
    'stores/eu.yaml': 'connections:\n  a: { platform: bigcommerce, store_hash: abc123 }\n',
  });
});

test.each([[['stores/eu.yaml']], [['./stores/eu.yaml', 'stores/eu.yaml']], [['stores\\eu.yaml']]])(
  'only the files that are named: %j',
  async (names) => {
    const { value, changed } = await format(project, names);
    expect(value).toHaveLength(1);
    expect(Object.keys(changed)).toEqual(['stores/eu.yaml']);
  },
);

test.each(['stores/uk.yaml', 'other.yaml', '../flowlink.yaml', 'stores'])(
  'a file that is no part of the project: %s',
  async (name) => {
    const { value, diagnostics } = await format(project, [name, 'flowlink.yaml']);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['not-included']);
  },
);

test.each<[string, Files, string[]]>([
  ['a syntax error', { ...project, 'stores/us.yaml': 'a: [\n' }, ['yaml-syntax']],
  ['a key that stands twice', { ...project, 'stores/us.yaml': 'a: 1\na: 2\n' }, ['duplicate-key']],
  ['an empty file', { ...project, 'stores/us.yaml': '# nothing\n' }, ['empty-file']],
  [
    'a file that cannot be read',
    { ...project, 'stores/us.yaml': { failure: 'unreadable', reason: 'EACCES' } },
    ['unreadable-file'],
  ],
  ['no project', {}, ['no-configuration']],
])('nothing is formatted if there is %s', async (_, files, codes) => {
  const { value, diagnostics } = await format(files, ['flowlink.yaml']);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('a configuration need not be valid', async () => {
  const { diagnostics, changed } = await format({
    'flowlink.yaml': 'connections: [ a ]\nworkspace: {}\nx: 1\ninclude: {}\n',
  });
  expect(diagnostics).toEqual([]);
  expect(changed).toEqual({ 'flowlink.yaml': 'workspace: {}\ninclude: {}\nconnections: [a]\nx: 1\n' });
});

test('what cannot be formatted is left alone, and the rest is formatted', async () => {
  const text = 'connections:   {}\nx:\n  :\n    a: 1\n';
  const { diagnostics, sources, changed } = await format({ ...project, 'stores/us.yaml': text });
  expect(Object.keys(changed)).toEqual(['flowlink.yaml', 'stores/eu.yaml']);
  await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot('__golden__/formatting/left-alone.txt');
});

test.each<[string, string]>([
  ['keys-in-another-order', 'connections: {}\nworkspace: acme\n'],
  ['a-blank-line-too-many', 'workspace: acme\n\n\nconnections: {}\n'],
  ['no-end-of-line', 'workspace: acme\nconnections: {}'],
  ['blank-lines-at-the-end', 'workspace: acme\n\n\n'],
])('where a file differs: %s', async (name, text) => {
  const { value = [], sources } = await format({ 'flowlink.yaml': text });
  await expect(describeAll(value.map(notFormatted), sources)).toMatchFileSnapshot(
    `__golden__/formatting/${name}.txt`,
  );
});

test.each([
  `access_token: ${TOKEN}`,
  `access_token: "${TOKEN}"`,
  `access_token: [ ${TOKEN} ]`,
  `access_token: |\n     ${TOKEN}\n     ${TOKEN}`,
  `access_token: \${env:T:-${TOKEN}}`,
  `acces_token: ${TOKEN}`,
  `acces_token: { a:  ${TOKEN} }`,
  `# access_token: ${TOKEN}`,
  `store_url: x # was access_token: ${TOKEN}`,
])('a secret in a file shows neither before nor after: %s', async (line) => {
  const text = `connections:\n  acme:\n    store_hash:  g5cd38\n    ${line}\n    platform: bigcommerce\n`;
  const files = { 'flowlink.yaml': text };
  const { value = [], changed } = await format(files);
  expect(changed['flowlink.yaml']).toContain(TOKEN);
  const shown = await showFormatted({ files: memoryFiles(files) }, value);
  expect(shown).toHaveLength(1);
  for (const side of shown.flatMap(({ before, after }) => [before, after])) {
    expect(side).not.toContain(TOKEN);
    expect(side).toMatch(/\(sensitive value\)\n/);
    expect(side).toMatch(/store_hash: +g5cd38\n/);
  }
});
