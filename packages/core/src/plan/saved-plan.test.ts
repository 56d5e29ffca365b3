// Saved plans are applied exactly as they are, or refused with the reason.
import type { Plan } from '@flowlink/schema';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planOf } from '../../test/projects.ts';
import { parsePlan, printPlan } from './saved-plan.ts';
import { checkRevisions, checkTarget, resolveSecrets } from './staleness.ts';

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
])('%s is refused', ([, damage, code]) => {
  expect(refusal(printPlan(plan))).toEqual([]);
  expect(refusal(damage(printPlan(plan)))).toEqual([code]);
});

test('a plan is for one workspace on one backend', () => {
  const target = { workspace: 'acme', backendUrl: 'https://flowlink.example.com' };
  expect(checkTarget(plan, target)).toEqual([]);
  expect(checkTarget(plan, { workspace: 'other', backendUrl: 'https://else.example.com' })).toMatchObject([
    { code: 'plan-workspace' },
    { code: 'plan-backend' },
  ]);
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

test('every variable that changed or is gone since is named, without its value', () => {
  expect(resolveSecrets(plan, variables).diagnostics).toEqual([]);
  const { diagnostics } = resolveSecrets(plan, { ACME_ACCESS_TOKEN: 'token-x' });
  expect(diagnostics).toMatchObject([
    { code: 'plan-secret-changed', connection: 'acme' },
    { code: 'unset-variable', connection: 'other' },
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain('token-x');
});
