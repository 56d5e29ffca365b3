// Computes the plan: a pure function of the configuration, the backend, the secrets' fingerprints and the clock.
import type { Action, Change, Plan, PlanCounts } from '@flowlink/schema';
import { type Diagnostic, hasErrors, type Outcome, type Place } from '../diagnostics/diagnostic.ts';
import { findOrigins } from '../diff/origins.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import type { Transitions } from '../validate/moved-removed-imports.ts';
import { checkAccountChanges } from './account-changes.ts';
import { changeOf, departureOf } from './change.ts';
import { checkGuards } from './guards.ts';
import { checkMismatch, importsOf } from './imports.ts';
import { sealed } from './integrity.ts';
import { applyTargets } from './targets.ts';
import { checkTokenAges } from './token-ages.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  readonly workspace: string;
  readonly backendUrl: string;
  /** `destroy` plans to destroy all managed connections, whatever the configuration says. */
  readonly mode: 'apply' | 'destroy';
  /** In any order. */
  readonly desired: readonly DesiredConnection[];
  readonly transitions: Transitions;
  readonly remote: Remote;
  /** Only these connections; empty means all. */
  readonly targets: readonly string[];
  readonly maxDestroy?: number;
  /** Tokens older than so many days are warned of. */
  readonly maxTokenAgeDays?: number;
  /** Where the configuration sets a guard. */
  readonly placeOfGuard?: (key: 'max_destroy' | 'max_token_age') => Place;
  /** Connections whose scopes were declared wrongly before: their API account always had the scopes declared now. */
  readonly redeclareScopes: readonly string[];
  readonly now: Date;
  /** 16 random bytes in hexadecimal: the key of this plan's fingerprints. */
  readonly salt: string;
  readonly toolVersion: string;
}

/** A plan, or the reasons why there can be none. */
export function computePlan(input: PlanInput): Outcome<Plan> {
  const { mode, remote, targets, transitions } = input;
  const isTarget = (...names: (string | undefined)[]) =>
    targets.length === 0 || targets.some((target) => names.includes(target));
  const desired = new Map(
    mode === 'destroy' ? [] : input.desired.map((connection) => [connection.name, connection]),
  );
  const managed = findOrigins(desired, remote, transitions.moved);
  const imported = importsOf(desired, remote, managed.origins, transitions.imports);
  const origins = new Map([...managed.origins, ...imported.origins]);

  const arriving = [...desired.values()].flatMap((want) => {
    const change = changeOf(want, origins.get(want.name), input.salt);
    return change ? [change] : [];
  });
  const claimed = new Set([...origins.values()].map(({ name }) => name));
  const forgotten = new Set<string | null>(transitions.removed.map(({ name }) => name));
  const departing = [...remote.values()]
    .filter((have) => have.managed && !claimed.has(have.name))
    .map((have) => {
      const isForgotten = forgotten.has(have.name) || forgotten.has(have.applied_name);
      return departureOf(have, mode === 'apply' && isForgotten ? 'forget' : 'destroy', mode);
    });
  const changes = [...arriving, ...departing].sort((a, b) => (a.name < b.name ? -1 : 1));

  const names = [...new Set([...desired.keys(), ...remote.keys()])].sort();
  const targeted = applyTargets(changes, targets, names);
  const conflicts = managed.conflicts.filter(({ names: concerned }) => isTarget(...concerned));
  const notImportable = imported.diagnostics.filter(({ connection }) => isTarget(connection));
  const diagnostics: Diagnostic[] = [
    ...conflicts.map(({ problem }) => problem),
    ...notImportable,
    ...targeted.diagnostics,
    ...checkMismatch(targeted.changes, desired),
    ...checkGuards(targeted.changes, input, desired, origins),
    ...checkAccountChanges(targeted.changes, origins, desired, input.redeclareScopes),
    ...checkTokenAges(targeted.changes, origins, input),
  ];
  if (hasErrors(diagnostics)) return { diagnostics };
  const unmanaged = [...remote.values()].filter((have) => !have.managed && !claimed.has(have.name)).length;
  return {
    value: sealed({
      format: 'flowlink-plan',
      version: 1,
      created_at: input.now.toISOString(),
      tool_version: input.toolVersion,
      workspace: input.workspace,
      backend_url: input.backendUrl,
      mode: input.mode,
      targets: [...targets].sort(),
      salt: input.salt,
      changes: targeted.changes,
      counts: {
        ...countsOf(targeted.changes),
        unchanged: desired.size - arriving.length,
        unmanaged,
        skipped: changes.length - targeted.changes.length,
      },
    }),
    diagnostics,
  };
}

function countsOf(changes: readonly Change[]): Pick<PlanCounts, Action> {
  const counts = { import: 0, create: 0, update: 0, replace: 0, move: 0, forget: 0, destroy: 0 };
  for (const { action } of changes) counts[action]++;
  return counts;
}
