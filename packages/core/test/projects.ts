// Small projects for tests, and what becomes of them.
import type { Plan } from '@flowlink/schema';
import { applyPlan } from '../src/apply/apply.ts';
import { Limiter } from '../src/apply/limiter.ts';
import type { ApplyProgress } from '../src/apply/progress.ts';
import type { Subject } from '../src/backend/failure.ts';
import type { Clock } from '../src/clock.ts';
import type { Outcome } from '../src/diagnostics/diagnostic.ts';
import { loadProject } from '../src/load/project.ts';
import { computePlan, type PlanInput } from '../src/plan/plan.ts';
import { resolveSecrets } from '../src/plan/staleness.ts';
import { type DesiredConnection, resolveConnections } from '../src/resolve/connections.ts';
import { validateProject } from '../src/validate/configuration.ts';
import type { MemoryBackend } from './memory-backend.ts';
import { type Files, memoryFiles } from './memory-files.ts';

/** A clock that stands still and never waits. */
const stillClock: Clock = {
  now: () => new Date('2026-02-03T04:05:06Z'),
  sleep: () => Promise.resolve(),
  every: () => () => {},
  random: () => 0.5,
};

/** A connection in YAML, indented to stand below `connections:`; lines of `more` are added. */
export function connectionYaml(name: string, more: readonly string[] = []): string {
  const variable = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
  return [
    `  ${name}:`,
    '    platform: bigcommerce',
    `    store_url: https://${name.replaceAll(' ', '-')}.mybigcommerce.com`,
    '    store_hash: g5cd38',
    `    client_id: \${env:${variable}_CLIENT_ID:-0client0id0of0a0test0account000}`,
    `    access_token: \${env:${variable}_ACCESS_TOKEN}`,
    '    scopes: [store_v2_orders, store_v2_products]',
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** Loads, validates and resolves; fails the test if that is not possible. */
export async function desiredFrom(
  files: Files,
  variables: Record<string, string>,
): Promise<DesiredConnection[]> {
  const project = expectValue(await loadProject(memoryFiles(files)));
  const configuration = expectValue(await validateProject(project));
  return expectValue(resolveConnections(configuration.connections, variables));
}

export function expectValue<T>({ value, diagnostics }: Outcome<T>): T {
  if (value === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value;
}

/** A plan's input with everything that rarely matters filled in. */
export function planInput(
  desired: readonly DesiredConnection[],
  backend: MemoryBackend,
  more: Partial<PlanInput> = {},
): PlanInput {
  return {
    workspace: 'acme',
    backendUrl: 'https://flowlink.example.com',
    mode: 'apply',
    desired,
    transitions: { moved: [], removed: [], imports: [] },
    remote: backend.connections,
    targets: [],
    redeclareScopes: [],
    now: stillClock.now(),
    salt: '00112233445566778899aabbccddeeff',
    toolVersion: '0.0.0-test',
    ...more,
  };
}

/** Plans and fails the test if there can be no plan. */
export function planOf(...args: Parameters<typeof planInput>): Plan {
  return expectValue(computePlan(planInput(...args)));
}

let runs = 0;

const undeclared = (connection: string): Subject => ({ connection, placeOf: () => undefined });

/** Applies a plan and returns all that was reported. */
export async function applied(
  plan: Plan,
  backend: MemoryBackend,
  variables: Record<string, string>,
  stop: AbortSignal = new AbortController().signal,
  failFast = false,
  abandon: AbortSignal = new AbortController().signal,
  limiter = new Limiter(4),
  subjectOf: (name: string) => Subject = undeclared,
): Promise<ApplyProgress[]> {
  const progress: ApplyProgress[] = [];
  await applyPlan({
    plan,
    secrets: resolveSecrets(plan, variables).secrets,
    verifications: new Map(),
    subjectOf: ({ name }) => subjectOf(name),
    backend,
    clock: stillClock,
    limiter,
    run: `run_${String(++runs).padStart(20, '0')}`,
    holder: { user: 'tester', host: 'test' },
    failFast,
    lockTimeoutSeconds: 0,
    stop,
    abandon,
    report: (event) => progress.push(event),
  });
  return progress;
}
