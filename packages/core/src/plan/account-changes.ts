// Asks the platform what it means that a connection's credentials or scopes change, or do not.
import type { Change, ConnectionConfig, FieldChange } from '@flowlink/schema';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Origins } from '../diff/origins.ts';
import { platforms } from '../platforms/registry.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { platformProblem } from '../validate/platform-problem.ts';
import { selectConnections } from '../validate/selection.ts';

/**
 * Looks at connections that stay the same connection; a created or replaced one has no account to change from.
 *
 * @param redeclared connections whose scopes were declared wrongly before, by the user's word
 */
export function checkAccountChanges(
  changes: readonly Change[],
  origins: Origins,
  desired: ReadonlyMap<string, DesiredConnection>,
  redeclared: readonly string[],
): Diagnostic[] {
  const problems = changes.flatMap((change) => {
    const want = desired.get(change.name);
    const have = origins.get(change.name);
    const before = have?.managed ? have.applied : have?.config;
    const isSame = ['update', 'import'].includes(change.action) && !change.fields.some(forcesReplacement);
    if (!isSame || !want || !before) return [];
    return platforms[want.config.platform]
      .checkAccountChange({
        name: change.name,
        before: asFarAsItChanges(before, want.config, change),
        after: want.config,
        rotated: rotatedIn(change),
        variables: Object.fromEntries(Object.entries(want.secrets).map(([field, { env }]) => [field, env])),
        redeclared: redeclared.includes(change.name),
      })
      .map((finding) => platformProblem(want.source, finding));
  });
  return [...unknownNames(redeclared, desired), ...problems];
}

/** What was applied, with fields that this plan leaves alone as they are: somebody may have changed and adopted them. */
function asFarAsItChanges(
  before: ConnectionConfig,
  after: ConnectionConfig,
  { fields }: Change,
): ConnectionConfig {
  const changed = new Set(fields.map(({ path: [field] }) => field));
  const unchanged = Object.entries(after).filter(([field]) => !changed.has(field));
  return { ...before, ...Object.fromEntries(unchanged) };
}

const forcesReplacement = ({ forces_replacement }: FieldChange): boolean => forces_replacement;

function rotatedIn({ secrets }: Change): string[] {
  return Object.entries(secrets).flatMap(([field, { write }]) => (write ? [field] : []));
}

function unknownNames(
  redeclared: readonly string[],
  desired: ReadonlyMap<string, DesiredConnection>,
): Diagnostic[] {
  const declared = [...desired.values()].map(({ source }) => source);
  return selectConnections(declared, redeclared).diagnostics;
}
