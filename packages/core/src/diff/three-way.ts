// Compares what the configuration says, what was last applied and what is on the backend, field by field.
import {
  type ConnectionConfig,
  type Direction,
  type FieldChange,
  fieldMarks,
  type Leaf,
  type Leaves,
  leavesOf,
} from '@flowlink/schema';

/** A difference between the configuration and the backend, without positions. */
export type FieldDifference = Omit<FieldChange, 'position'>;

/**
 * The differences, each with who moved since the last apply. Values that the running connector advances count only when
 * the configuration itself changed them.
 *
 * @param desired what the configuration says; null if the connection is to go
 * @param applied what was last applied; null if nothing was
 * @param actual what is on the backend; null if the connection does not exist
 */
export function differences(
  desired: ConnectionConfig | null,
  applied: ConnectionConfig | null,
  actual: ConnectionConfig | null,
): FieldDifference[] {
  const [want, base, have] = [leavesOf(desired), leavesOf(applied), leavesOf(actual)];
  const paths = new Map<string, Leaf['path']>();
  for (const leaves of [want, have]) for (const [key, { path }] of leaves) paths.set(key, path);
  const config = desired ?? actual;
  if (!config) return [];
  const { immutable } = fieldMarks[config.platform];
  return [...paths].flatMap(([key, path]) => {
    const [after, last, before] = [want.get(key)?.value, base.get(key)?.value, have.get(key)?.value];
    if (after === before) return [];
    const owned = isServerOwned(path, want, have, config);
    if (owned && after === last) return [];
    const replaces = desired !== null && actual !== null && immutable.includes(path[0]);
    return [
      {
        path: [...path] as [string, ...string[]],
        kind: before === undefined ? 'add' : after === undefined ? 'remove' : 'change',
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        sensitive: false,
        forces_replacement: replaces,
        // The running connector is nobody who could be ahead.
        direction: owned ? 'config' : direction(after, last, before),
      } as const,
    ];
  });
}

function direction(after: unknown, last: unknown, before: unknown): Direction {
  if (before === last) return 'config';
  return after === last ? 'backend' : 'conflict';
}

/**
 * Whether the path is a parameter that the running connector advances, in a workflow that is the same on both sides or
 * there on the backend only.
 */
function isServerOwned(path: Leaf['path'], want: Leaves, have: Leaves, config: ConnectionConfig): boolean {
  const action = [...path.slice(0, 2), 'action'].join('\0');
  const running = have.get(action)?.value;
  const wanted = want.get(action)?.value;
  if (wanted !== undefined && wanted !== running) return false;
  const owned = fieldMarks[config.platform].serverOwned[String(running)];
  return owned?.some((parameter) => parameter === path[3]) ?? false;
}
