// What the backend refuses is told at the node of the YAML that says it, in whichever file and profile that is.
import type { Problem } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { memoryBackend } from '../../test/memory-backend.ts';
import { memoryFiles } from '../../test/memory-files.ts';
import { applied, expectValue, planOf } from '../../test/projects.ts';
import type { Failure } from '../backend/failure.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { loadProject } from '../load/project.ts';
import { resolveConnections } from '../resolve/connections.ts';
import { validateProject } from '../validate/configuration.ts';
import { subjectsOf } from './subjects.ts';

const files: Record<string, string> = {
  'flowlink.yaml': `include: [shops/*.yaml]
profiles:
  retail:
    scopes: [store_v2_orders, store_v2_products]
    workflows:
      import-orders: { action: get_orders, parameters: { limit: 50 } }
removed:
  - name: gone
`,
  'shops/a.yaml': `connections:
  a:
    platform: bigcommerce
    extends: retail
    store_url: https://a.mybigcommerce.com
    store_hash: \${env:HASH}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
`,
};
const variables = { HASH: 'g5cd38', TOKEN: 'token-of-the-test-account-000000' };
const url = 'https://flowlink.example.com/v1/workspaces/acme/connections/a';

const configuration = expectValue(await validateProject(expectValue(await loadProject(memoryFiles(files)))));
const desired = expectValue(resolveConnections(configuration.connections, variables));

/** The diagnostic that applying comes to when the backend fails like this. */
async function failing(failure: Failure, subjectOf = subjectsOf(configuration)): Promise<Diagnostic> {
  const backend = memoryBackend();
  backend.faults.push({ ok: false, failure });
  const { signal } = new AbortController();
  const progress = await applied(
    planOf(desired, backend),
    backend,
    variables,
    signal,
    false,
    signal,
    undefined,
    subjectOf,
  );
  const failed = progress.find((event) => event.type === 'change_failed');
  if (!failed) throw new Error('nothing failed');
  return failed.diagnostic;
}

const refusal = (more: Partial<Problem>): Failure => ({
  kind: 'problem',
  url,
  problem: { type: 'about:blank', title: 'Refused', status: 400, code: 'invalid_request', ...more },
});
const refusing = (...pointers: string[]) =>
  failing(refusal({ errors: pointers.map((pointer) => ({ pointer, message: 'is not right' })) }));

const textAt = ({ file = '', range }: Partial<Place>) =>
  `${file}: ${files[file]?.slice(range?.start, range?.end)}`;

test.for([
  ['a field', '/config/store_url', 'shops/a.yaml: https://a.mybigcommerce.com'],
  ['a secret', '/secrets/access_token', 'shops/a.yaml: ${env:TOKEN}'],
  ['a value that comes from a variable', '/config/store_hash', 'shops/a.yaml: ${env:HASH}'],
  ['a list item of a profile', '/config/scopes/1', 'flowlink.yaml: store_v2_products'],
  ['a parameter of a profile', '/config/workflows/import-orders/parameters/limit', 'flowlink.yaml: 50'],
  [
    'what a profile leaves out',
    '/config/workflows/import-orders/parameters/min~1id',
    'flowlink.yaml: parameters',
  ],
  ['what nobody says', '/config/protect', 'shops/a.yaml: a'],
  ['the connection as a whole', '/config', 'shops/a.yaml: a'],
  ['a header', '/headers/if-match', 'shops/a.yaml: a'],
  ['no pointer at all', 'nonsense', 'shops/a.yaml: a'],
])('%s', async ([, pointer = '', expected]) => {
  const problem = await refusing(pointer);
  expect(problem).toMatchObject({ code: 'backend-refused', connection: 'a' });
  expect(textAt(problem)).toBe(expected);
});

test('several parts: the first has the diagnostic, the others are related, and each is said once', async () => {
  const problem = await refusing(
    '/config/store_url',
    '/config/scopes/0',
    '/config/store_url',
    '/secrets/access_token',
  );
  expect(textAt(problem)).toBe('shops/a.yaml: https://a.mybigcommerce.com');
  expect(problem.related?.map((place) => `${textAt(place)}, ${place.message}`)).toEqual([
    'flowlink.yaml: store_v2_orders, “scopes.0” is not right',
    'shops/a.yaml: ${env:TOKEN}, “access_token” is not right',
  ]);
  expect(problem.detail).toBe(
    'https://flowlink.example.com: Refused. “store_url” is not right; “scopes.0” is not right; “access_token” is not right.',
  );
});

test('whatever else goes wrong is told at the connection', async () => {
  for (const code of ['precondition_failed', 'name_taken', 'internal'] as const) {
    expect(textAt(await failing(refusal({ code })))).toBe('shops/a.yaml: a');
  }
});

test('what others did to the connection after planning is no quarrel with the backend', async () => {
  for (const code of ['precondition_failed', 'not_found', 'name_taken', 'not_managed'] as const) {
    expect(await failing(refusal({ code }))).toMatchObject({ code: 'changed-meanwhile', connection: 'a' });
  }
});

test('what is wrong with the backend, its token or the workspace is told where they are named', async () => {
  const target = {
    url: { file: 'flowlink.yaml', range: { start: 0, end: 7 } },
    workspace: { file: 'flowlink.yaml', range: { start: 9, end: 10 } },
  };
  const down = { kind: 'unreachable', url, reason: 'refused' } as const;
  expect(await failing({ ...down, target })).toMatchObject({ ...target.url, connection: 'a' });
  expect(await failing({ ...refusal({ code: 'unauthorized' }), target })).toMatchObject(target.url);
  expect(await failing({ ...refusal({ code: 'forbidden' }), target })).toMatchObject(target.workspace);
  expect(await failing({ ...refusal({ code: 'internal' }), target })).toMatchObject({ file: 'shops/a.yaml' });
  expect(textAt(await failing(down))).toBe('shops/a.yaml: a');
});

test('what is let go of is told where that is said, and what no file names without a place', () => {
  const subjectOf = subjectsOf(configuration);
  expect(textAt(subjectOf('gone').placeOf([]) ?? {})).toBe('flowlink.yaml: gone');
  expect(subjectOf('unknown').placeOf(['store_url'])).toBeUndefined();
});
