// Limits a plan to the connections that --target names.
import type { Change } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { unknownConnections } from '../validate/selection.ts';

/**
 * @param changes all changes @param targets the names asked for; none means all
 * @param names every connection in the configuration or on the backend
 */
export function applyTargets(
  changes: readonly Change[],
  targets: readonly string[],
  names: readonly string[],
): { changes: Change[]; diagnostics: Diagnostic[] } {
  if (targets.length === 0) return { changes: [...changes], diagnostics: [] };
  const diagnostics = unknownConnections(
    targets,
    names,
    (target) => `There is no connection “${target}”, neither in the configuration nor on the backend.`,
  );
  const kept = changes.filter(({ name, from = name }) => targets.includes(name) || targets.includes(from));
  const left = changes.length - kept.length;
  if (left > 0 && diagnostics.length === 0) {
    diagnostics.push(
      diagnostic('changes-left-out', {
        detail: `${left} further ${left === 1 ? 'connection has' : 'connections have'} differences that this plan leaves alone.`,
        fix: 'Plan without --target to see them all.',
      }),
    );
  }
  return { changes: kept, diagnostics };
}
