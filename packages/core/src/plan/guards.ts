// Refuses plans that would do what somebody has forbidden.
import type { Change } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { firstFew } from '../diagnostics/first-few.ts';
import type { Origins } from '../diff/origins.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';

/** Protection is looked up on the backend, so that it survives the removal of its block from the configuration. */
export function checkGuards(
  changes: readonly Change[],
  {
    remote,
    maxDestroy = Number.POSITIVE_INFINITY,
    mode,
    placeOfGuard,
  }: {
    readonly remote: Remote;
    readonly maxDestroy?: number;
    readonly mode: 'apply' | 'destroy';
    readonly placeOfGuard?: (key: 'max_destroy') => Place;
  },
  desired: ReadonlyMap<string, DesiredConnection>,
  origins: Origins,
): Diagnostic[] {
  const gone = changes.filter(({ action }) => action === 'destroy' || action === 'replace');
  const diagnostics = gone
    .filter(({ name }) => (origins.get(name) ?? remote.get(name))?.config.protect)
    .map((change) => refuseProtected(change, desired.get(change.name)));
  // `destroy` says in so many words that everything is to go.
  if (mode === 'apply' && gone.length > maxDestroy) {
    const names = gone.map(({ name }) => name);
    diagnostics.push(
      diagnostic('too-many-destroys', {
        ...placeOfGuard?.('max_destroy'),
        detail: `The plan would destroy or replace ${gone.length} connections (${firstFew(names)}); guards.max_destroy allows ${maxDestroy}.`,
        fix: 'If that is meant, raise guards.max_destroy in the same commit, or apply in steps with --target. Connections that are to stay on the backend can be named under `removed`.',
      }),
    );
  }
  return diagnostics;
}

function refuseProtected(
  { name, action, reason }: Change,
  desired: DesiredConnection | undefined,
): Diagnostic {
  return diagnostic('protected-connection', {
    ...(desired ? placeOf(desired.source) : {}),
    connection: name,
    detail: `“${name}” would be ${action === 'replace' ? 'replaced' : 'destroyed'} because ${reason}, but it was applied with \`protect: true\`.`,
    fix: 'If that is meant, first apply it with `protect: false`.',
  });
}
