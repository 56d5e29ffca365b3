// Saved plans are applied exactly as they are, or refused with the reason.
import type { Connection, ConnectionConfig, Plan } from '@flowlink/schema';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeAll } from '../../test/describe.ts';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planOf } from '../../test/projects.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parsePlan, printPlan } from './saved-plan.ts';
import { checkRevisions, checkTarget, type PlaceOf, resolveSecrets } from './staleness.ts';

const files = {
  'flowlink.yaml': `connections:\n${connectionYaml('acme')}${connectionYaml('other')}`,
};
const variables = { ACME_ACCESS_TOKEN: 'token-a', OTHER_ACCESS_TOKEN: 'token-o' };
let backend: MemoryBackend;
let plan: Plan;

beforeEach(async () => {
  backend = memoryBackend();
  plan = planOf(await desiredFrom(files, variables), backend);
});

const refusal = (text: string) => parsePlan('plan.json', text).diagnostics.map(({ code }) => code);

test.for<[string, (text: string) => string, string]>([
  ['not JSON', (text) => text.slice(0, -20), 'plan-unreadable'],
  ['other JSON', () => '{"format": "something"}', 'plan-unreadable'],
  ['null', () => 'null', 'plan-unreadable'],
  ['an edited value', (text) => text.replace('g5cd38', 'abc123'), 'plan-edited'],
  ['an added field', (text) => text.replace('"mode"', '"more": 1, "mode"'), 'plan-edited'],
  [
    'a removed change',
    (text) => text.replace(/"changes": \[[\s\S]*\],\n {2}"counts"/, '"changes": [], "counts"'),
    'plan-edited',
  ],
  ['another version', (text) => text.replace('"version": 1', '"version": 2'), 'plan-version'],
  [
    'a version of many parts',
    (text) => text.replace('"version": 1', '"version": { "a": [1] }'),
    'plan-version',
  ],
  ['no version', (text) => text.replace('"version": 1,', ''), 'plan-version'],
])('%s is refused', async ([name, damage, code]) => {
  expect(refusal(printPlan(plan))).toEqual([]);
  expect(refusal(damage(printPlan(plan)))).toEqual([code]);
  const { value, diagnostics } = parsePlan('plan.json', damage(printPlan(plan)));
  expect(value).toBeUndefined();
  const golden = `__golden__/saved-plan/${name.toLowerCase().replaceAll(' ', '-')}.txt`;
  await expect(describeAll(diagnostics, new Map())).toMatchFileSnapshot(golden);
});

/** The same data with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

test('the order of keys means nothing to the digest, every value and the order of lists do', () => {
  expect(parsePlan('plan.json', JSON.stringify(reversed(plan))).value).toEqual(plan);
  expect(refusal(printPlan({ ...plan, changes: [...plan.changes].reverse() }))).toEqual(['plan-edited']);
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(texts);
  for (const text of new Set(texts(plan.changes))) {
    const edited = printPlan(plan).replace(JSON.stringify(text), JSON.stringify(`${text}0`));
    expect(refusal(edited)).toEqual(['plan-edited']);
  }
});

/** Points at a field of a connection by its path. */
const placeOf: PlaceOf = (name, path) => ({
  file: [name, ...path].join('/'),
  range: { start: path.length, end: path.length },
});

const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, file, connection, detail, fix }) => [
    code,
    ...(connection === undefined ? [] : [connection, `at ${file}`]),
    detail,
    `${fix}`,
  ]);

test('a plan is for one workspace on one backend', () => {
  const target = { workspace: 'acme', backendUrl: 'https://flowlink.example.com' };
  expect(checkTarget(plan, target)).toEqual([]);
  const other = { workspace: 'other', backendUrl: 'https://else.example.com' };
  expect(told(checkTarget(plan, other))).toMatchInlineSnapshot(`
    [
      [
        "plan-workspace",
        "The plan was made for the workspace “acme”, and this is “other”.",
        "Make a new plan, and have it reviewed again.",
      ],
      [
        "plan-backend",
        "The plan was made for https://flowlink.example.com, and this is https://else.example.com.",
        "Make a new plan, and have it reviewed again.",
      ],
    ]
  `);
});

test('every connection that changed since is named', async () => {
  expect(checkRevisions(plan, backend.connections)).toEqual([]);
  await applied(plan, backend, variables);
  expect(checkRevisions(plan, backend.connections)).toMatchObject([
    {
      code: 'plan-stale',
      connection: 'acme',
      detail: '“acme” did not exist when the plan was made and does now.',
    },
    { code: 'plan-stale', connection: 'other' },
  ]);
});

describe('a plan that was made for connections that were there', () => {
  const moving = {
    transitions: {
      moved: [{ from: 'acme', to: 'renamed', place: { file: 'flowlink.yaml', range: { start: 0, end: 0 } } }],
      removed: [],
      imports: [],
    },
  };
  const later = { 'flowlink.yaml': `connections:\n${connectionYaml('renamed')}` };

  beforeEach(async () => {
    await applied(plan, backend, variables);
    plan = planOf(await desiredFrom(later, { RENAMED_ACCESS_TOKEN: 'token-a' }), backend, moving);
    expect(plan.changes).toMatchObject([{ action: 'destroy' }, { name: 'renamed', from: 'acme' }]);
  });

  test('fits as long as nothing happens to them', () => {
    expect(checkRevisions(plan, backend.connections)).toEqual([]);
    backend.edit('third', () => ({ ...(plan.changes[1]?.config as ConnectionConfig) }));
    expect(checkRevisions(plan, backend.connections)).toEqual([]);
  });

  test('is stale once they are edited, gone, or have a name that another is to get', () => {
    const { connections, edit } = backend;
    edit('other', (config) => ({ ...config, client_id: 'edited' }));
    edit('acme', () => undefined);
    const stale = checkRevisions(plan, connections, placeOf);
    const occupied = new Map([...connections, ['renamed', {} as Connection]]);
    occupied.set('acme', { revision: plan.changes[1]?.revision } as Connection);
    expect(told([...stale, ...checkRevisions(plan, occupied, placeOf)])).toMatchInlineSnapshot(`
      [
        [
          "plan-stale",
          "other",
          "at other",
          "“other” had revision 4 when the plan was made and has revision 5 now.",
          "Make a new plan, and have it reviewed again.",
        ],
        [
          "plan-stale",
          "renamed",
          "at renamed",
          "“acme” was there when the plan was made and is gone now.",
          "Make a new plan, and have it reviewed again.",
        ],
        [
          "plan-stale",
          "other",
          "at other",
          "“other” had revision 4 when the plan was made and has revision 5 now.",
          "Make a new plan, and have it reviewed again.",
        ],
        [
          "plan-stale",
          "renamed",
          "at renamed",
          "“acme” is to be called “renamed”, and there is another connection of that name now.",
          "Make a new plan, and have it reviewed again.",
        ],
      ]
    `);
  });
});

test('every variable that changed or is gone since is named, without its value', () => {
  const { secrets, diagnostics } = resolveSecrets(plan, variables);
  expect(diagnostics).toEqual([]);
  expect([...secrets].map(([name, { access_token }]) => [name, access_token?.reveal()])).toEqual([
    ['acme', 'token-a'],
    ['other', 'token-o'],
  ]);
  const changed = resolveSecrets(plan, { ACME_ACCESS_TOKEN: 'token-x' }, placeOf);
  expect(told(changed.diagnostics)).toMatchInlineSnapshot(`
    [
      [
        "plan-secret-changed",
        "acme",
        "at acme/access_token",
        "ACME_ACCESS_TOKEN, which holds “access_token” of “acme”, has another value than when the plan was made.",
        "Make a new plan, and have it reviewed again.",
      ],
      [
        "unset-variable",
        "other",
        "at other/access_token",
        "The environment variable OTHER_ACCESS_TOKEN, which holds “access_token” of “other”, is not set.",
        "Set OTHER_ACCESS_TOKEN.",
      ],
    ]
  `);
  expect(JSON.stringify(changed.diagnostics)).not.toContain('token-x');
});
