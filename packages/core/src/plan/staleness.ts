// Tells whether a saved plan still fits what it was computed from.
import type { Plan } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import type { Remote } from '../read/read.ts';
import { Secret } from '../resolve/secret.ts';
import type { Target } from '../resolve/target.ts';

const FIX = 'Make a new plan, and have it reviewed again.';

/** Where a field of a connection is declared now, or the connection for an empty path; undefined if it is in no file. */
export type PlaceOf = (name: string, path: readonly string[]) => Place | undefined;

const nowhere: PlaceOf = () => undefined;

/** A plan belongs to one workspace on one backend. */
export function checkTarget(
  plan: Plan,
  { workspace, backendUrl }: Pick<Target, 'workspace' | 'backendUrl'>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (plan.workspace !== workspace) {
    const detail = `The plan was made for the workspace “${plan.workspace}”, and this is “${workspace}”.`;
    diagnostics.push(diagnostic('plan-workspace', { detail, fix: FIX }));
  }
  if (plan.backend_url !== backendUrl) {
    const detail = `The plan was made for ${plan.backend_url}, and this is ${backendUrl}.`;
    diagnostics.push(diagnostic('plan-backend', { detail, fix: FIX }));
  }
  return diagnostics;
}

/** Every change whose connection has another revision now, by name. */
export function checkRevisions(plan: Plan, remote: Remote, placeOf: PlaceOf = nowhere): Diagnostic[] {
  return plan.changes.flatMap(({ name, from = name, revision }) => {
    const detail =
      staleness(from, revision, remote) ?? (from === name ? undefined : occupied(name, from, remote));
    if (detail === undefined) return [];
    return [diagnostic('plan-stale', { ...placeOf(name, []), connection: name, detail, fix: FIX })];
  });
}

function staleness(name: string, revision: number | null, remote: Remote): string | undefined {
  const now = remote.get(name)?.revision ?? null;
  if (now === revision) return undefined;
  if (now === null) return `“${name}” was there when the plan was made and is gone now.`;
  return revision === null
    ? `“${name}” did not exist when the plan was made and does now.`
    : `“${name}” had revision ${revision} when the plan was made and has revision ${now} now.`;
}

function occupied(name: string, from: string, remote: Remote): string | undefined {
  return remote.has(name)
    ? `“${from}” is to be called “${name}”, and there is another connection of that name now.`
    : undefined;
}

/** The secrets that the plan writes or relies on, from the variables as they are now. */
export type PlanSecrets = ReadonlyMap<string, Readonly<Record<string, Secret>>>;

/**
 * Looks the plan's variables up again; each must hold what it held when planning.
 *
 * @returns the secrets by connection and field, and a diagnostic for each variable that is unset or changed
 */
export function resolveSecrets(
  plan: Plan,
  variables: Variables,
  placeOf: PlaceOf = nowhere,
): { secrets: PlanSecrets; diagnostics: Diagnostic[] } {
  const secrets = new Map<string, Record<string, Secret>>();
  const diagnostics: Diagnostic[] = [];
  for (const change of plan.changes) {
    const own: Record<string, Secret> = {};
    for (const [field, { env, fingerprint }] of Object.entries(change.secrets)) {
      const value = variables[env];
      const about = { ...placeOf(change.name, [field]), connection: change.name };
      if (value === undefined) {
        const detail = `The environment variable ${env}, which holds “${field}” of “${change.name}”, is not set.`;
        diagnostics.push(diagnostic('unset-variable', { ...about, detail, fix: `Set ${env}.` }));
        continue;
      }
      own[field] = new Secret(value);
      if (own[field].fingerprint(plan.salt) !== fingerprint) {
        const detail = `${env}, which holds “${field}” of “${change.name}”, has another value than when the plan was made.`;
        diagnostics.push(diagnostic('plan-secret-changed', { ...about, detail, fix: FIX }));
      }
    }
    secrets.set(change.name, own);
  }
  return { secrets, diagnostics };
}
