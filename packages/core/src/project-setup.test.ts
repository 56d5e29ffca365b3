// Answers become a project that validates, beside whatever its folder holds already; or it is said what is wrong with them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeAll } from '../test/describe.ts';
import { type Files, memoryFiles } from '../test/memory-files.ts';
import { bigcommerce } from './platforms/bigcommerce/bigcommerce.ts';
import {
  answerProblems,
  connectionQuestions,
  type PlannedFile,
  type ProjectAnswers,
  settleProject,
  setUpProject,
} from './project-setup.ts';
import { type Report, validate } from './workspace.ts';

const made = { schemas: { configuration: '{}\n', connections: '{}\n' }, toolVersion: '1.2.3' };

const store = {
  platform: 'bigcommerce',
  storeHash: 'g5cd38',
  storeUrl: 'https://acme-us.mybigcommerce.com',
  actions: ['get_orders', 'set_inventory'],
} as const;

const answers: ProjectAnswers = {
  workspace: 'acme',
  backendUrl: 'https://flowlink.example.com',
  ci: 'none',
  connection: store,
};

const { connection: _, ...withoutStore } = answers;

/** Both steps, with everything in the way replaced or nothing. */
async function start(
  given: ProjectAnswers,
  present: Files = {},
  isReplacing = false,
): Promise<Report<readonly PlannedFile[]> & { readonly inTheWay: readonly string[] }> {
  const ports = { files: memoryFiles(present), environment: {} };
  const setup = await setUpProject(ports, given, made);
  if (!setup.value) return { diagnostics: setup.diagnostics, sources: new Map(), inTheWay: [] };
  const { inTheWay } = setup.value;
  return { ...(await settleProject(ports, setup.value, isReplacing ? inTheWay : [])), inTheWay };
}

/** The files of the folder once all is written. */
function after(present: Files, planned: readonly PlannedFile[]): Files {
  const written = planned.flatMap((file) => (file.action === 'kept' ? [] : [[file.file, file.text]]));
  return { ...present, ...Object.fromEntries(written) };
}

const actionsOf = (planned: readonly PlannedFile[] = []) =>
  Object.fromEntries(planned.map(({ file, action }) => [file, action]));

test('in an empty folder everything is written', async () => {
  const { value, diagnostics, inTheWay } = await start(answers);
  expect(diagnostics).toEqual([]);
  expect(inTheWay).toEqual([]);
  expect(actionsOf(value)).toEqual({
    'flowlink.yaml': 'written',
    'connections/acme-us.yaml': 'written',
    '.env.example': 'written',
    '.flowlink/schema/flowlink.schema.json': 'written',
    '.flowlink/schema/connections.schema.json': 'written',
    '.vscode/settings.json': 'written',
    '.vscode/extensions.json': 'written',
    '.gitignore': 'written',
  });
});

test('a second time everything is there', async () => {
  const first = after({}, (await start(answers)).value ?? []);
  const { value, inTheWay } = await start(answers, first);
  expect(inTheWay).toEqual([]);
  expect(new Set(Object.values(actionsOf(value)))).toEqual(new Set(['kept']));
});

test('what is in the way is kept, unless it is to be replaced', async () => {
  const present = {
    '.vscode/settings.json': '{ "a": 1 }\n',
    '.gitignore': 'dist\n',
    'README.md': '# Acme\n',
  };
  const kept = await start(answers, present);
  expect(kept.inTheWay).toEqual(['.vscode/settings.json']);
  expect(actionsOf(kept.value)).toMatchObject({
    '.vscode/settings.json': 'kept',
    '.gitignore': 'extended',
    'flowlink.yaml': 'written',
  });
  const replaced = await start(answers, present, true);
  expect(actionsOf(replaced.value)).toMatchObject({
    '.vscode/settings.json': 'written',
    '.gitignore': 'extended',
  });
});

test('what cannot be read is in the way too, but .gitignore has to be read', async () => {
  const unreadable = { failure: 'unreadable', reason: 'permission denied (EACCES)' } as const;
  const { value, inTheWay } = await start(answers, { '.env.example': unreadable });
  expect(inTheWay).toEqual(['.env.example']);
  expect(actionsOf(value)).toMatchObject({ '.env.example': 'kept' });
  const { diagnostics } = await start(answers, { '.gitignore': unreadable });
  expect(diagnostics).toMatchObject([{ code: 'unreadable-file', detail: expect.stringContaining('EACCES') }]);
});

const other = `connections:
  other:
    platform: bigcommerce
    store_url: https://other.example.com
    store_hash: abc123
    client_id: \${env:OTHER_CLIENT_ID}
    access_token: \${env:OTHER_TOKEN}
    scopes: [store_v2_information_read_only]
`;

describe('connections that are there already', () => {
  test.each([
    ['and one more', answers, ['acme-us', 'other']],
    ['and no more', withoutStore, ['other']],
  ])('belong to the project: %s', async (_name, given, names) => {
    const present = { 'connections/eu.yaml': other };
    const { value } = await start(given, present);
    const files = memoryFiles(after(present, value ?? []));
    const { value: valid } = await validate({ files, environment: {} });
    expect(valid?.configuration.connections.map(({ name }) => name)).toEqual(names);
  });

  test.each<[string, Files]>([
    ['errors-in-another-file', { 'connections/eu.yaml': `${other}    color: red\n` }],
    ['duplicate', { 'connections/eu.yaml': other.replace('other:', 'acme-us:') }],
    ['kept-without-the-connection', { 'connections/acme-us.yaml': other }],
  ])('stop a project that would not be valid: %s', async (name, present) => {
    const { value, diagnostics, sources } = await start(answers, present);
    expect(value).toBeUndefined();
    await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot(
      `__golden__/project-setup/${name}.txt`,
    );
  });

  test('are left alone where the file holds the connection already', async () => {
    const present = { 'connections/acme-us.yaml': other.replace('other:', 'acme-us:') };
    const { value } = await start(answers, present);
    expect(actionsOf(value)).toMatchObject({
      'connections/acme-us.yaml': 'kept',
      'flowlink.yaml': 'written',
    });
  });
});

test.each<[string, ProjectAnswers]>([
  [
    'everything-wrong',
    {
      workspace: 'Acme',
      backendUrl: 'http://flowlink.example.com',
      ci: 'github',
      connection: {
        platform: 'bigcommerce',
        storeHash: 'https://acme.mybigcommerce.com',
        storeUrl: 'acme',
        name: 'Acme US',
        actions: ['get_order'],
      },
    },
  ],
  [
    'nothing-follows-from-a-wrong-hash',
    {
      ...answers,
      connection: { platform: 'bigcommerce', storeHash: 'no hash', actions: [] },
    },
  ],
  ['no-address-of-a-backend', { ...answers, backendUrl: 'https://sam:canary@flowlink.example.com' }],
  ['name-from-the-address', { ...answers, connection: { ...store, storeUrl: 'https://-.example.com' } }],
])('all that is wrong with the answers is said at once: %s', async (name, given) => {
  const { value, diagnostics, sources } = await start(given);
  expect(value).toBeUndefined();
  expect(JSON.stringify(diagnostics)).not.toContain('canary');
  await expect(describeAll(diagnostics, sources)).toMatchFileSnapshot(`__golden__/project-setup/${name}.txt`);
});

test('what is only odd is a warning', async () => {
  const { value, diagnostics } = await start({ ...answers, connection: { ...store, storeHash: 'abc' } });
  expect(value).toBeDefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['odd-store-hash']);
});

test.each([
  'g5cd38',
  ' G5CD38 ',
  'store-g5cd38',
  'https://api.bigcommerce.com/stores/g5cd38/v3/',
  'https://store-g5cd38.mybigcommerce.com/manage/dashboard',
])('the store hash is recognised in “%s”', async (storeHash) => {
  expect(answerProblems.storeHash('bigcommerce', storeHash)).toBeUndefined();
  expect(connectionQuestions('bigcommerce', storeHash).permanentUrl).toBe(
    'https://store-g5cd38.mybigcommerce.com',
  );
  const described = { platform: 'bigcommerce', storeHash, actions: [] } as const;
  const { value } = await start({ ...answers, connection: described });
  const text = after({}, value ?? [])['connections/store-g5cd38.yaml'];
  expect(text).toContain('    store_url: https://store-g5cd38.mybigcommerce.com\n    store_hash: g5cd38\n');
});

test('answers at a terminal are held against the same rules', () => {
  expect(answerProblems.workspace('acme')).toBeUndefined();
  expect(answerProblems.workspace('Acme')).toContain('cannot be a workspace');
  expect(answerProblems.backendUrl('http://127.0.0.1:8787')).toBeUndefined();
  expect(answerProblems.backendUrl('http://flowlink.example.com')).toContain('Plain http');
  expect(answerProblems.storeHash('bigcommerce', 'abc')).toBeUndefined();
  expect(answerProblems.storeHash('bigcommerce', '')).toContain('not a store hash');
  const { checkName, checkStoreUrl } = connectionQuestions('bigcommerce', 'g5cd38');
  expect([checkName('acme-us'), checkStoreUrl('acme-us.mybigcommerce.com/x')]).toEqual([
    undefined,
    undefined,
  ]);
  expect(checkName('Acme US')).toContain('cannot be a name');
  expect(checkStoreUrl('https://login.bigcommerce.com')).toContain('log in');
});

// What a reader of YAML could take for something else is as good a name as any.
const name = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,62}$/),
  fc.constantFrom('1e5', '012', 'null', 'no', 'true', '0x1', '1_000', '2026-01-01'),
);
const hash = fc
  .oneof(fc.stringMatching(/^[a-z0-9]{1,40}$/), fc.constantFrom('12345', '1e500', 'null', '0x1f'))
  .chain((text) =>
    fc.constantFrom(
      text,
      text.toUpperCase(),
      `/stores/${text}/v3/`,
      `https://store-${text}.mybigcommerce.com/`,
    ),
  );
const url = fc.oneof(
  fc.webUrl({ validSchemes: ['https'] }),
  fc.constantFrom('http://127.0.0.1:8787', 'https://x.example/a b/', 'https://x.example/${env:A}'),
);
const host = fc.webAuthority().map((authority) => `https://${authority}`);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyAnswers = fc.record({
  workspace: name,
  backendUrl: url,
  ci: fc.constantFrom('github', 'gitlab', 'none'),
  connection: optional(
    fc.record({
      platform: fc.constant('bigcommerce'),
      storeHash: hash,
      storeUrl: optional(host),
      name: optional(name),
      actions: fc.subarray(Object.keys(bigcommerce.actions)),
    }),
  ),
}) as fc.Arbitrary<ProjectAnswers>;

test('any valid answers give a project that validates and says what was answered', async () => {
  await fc.assert(
    fc.asyncProperty(anyAnswers, async (given) => {
      const { value, diagnostics } = await start(given);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const ports = { files: memoryFiles(after({}, value ?? [])), environment: {} };
      const { value: valid } = await validate(ports);
      const { workspace, backendUrl, maxDestroy, connections } = valid?.configuration ?? {};
      expect({ workspace, maxDestroy }).toEqual({ workspace: given.workspace, maxDestroy: 0 });
      expect(backendUrl).toBe(new URL(given.backendUrl).href.replace(/\/+$/, ''));
      expect(connections).toHaveLength(given.connection ? 1 : 0);
      expect(connections?.[0]?.name).toBe(given.connection?.name ?? connections?.[0]?.name);
    }),
  );
});

test('any answers at all give a project that validates, or what is wrong with them', async () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), name, hash, url, host);
  const anything = fc.record({
    workspace: text,
    backendUrl: text,
    ci: fc.constantFrom('github', 'gitlab', 'none'),
    connection: optional(
      fc.record({
        platform: fc.constant('bigcommerce'),
        storeHash: text,
        storeUrl: optional(text),
        name: optional(text),
        actions: fc.array(text, { maxLength: 2 }),
      }),
    ),
  }) as fc.Arbitrary<ProjectAnswers>;
  await fc.assert(
    fc.asyncProperty(anything, async (given) => {
      const { value, diagnostics } = await start(given);
      expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(value === undefined);
    }),
  );
});
