// Changes that do the same to many connections, so that a large plan shows once what happens a thousand times.
import { type Change, fieldMarks, type Plan } from '@flowlink/schema';

/** A change to show, and the names of others that differ from it in nothing but their own store and account. */
export interface Alike {
  readonly change: Change;
  readonly others: readonly string[];
}

/** Of more changes than that, those that are alike are shown once. */
const MANY = 20;

export function isLarge({ changes }: Plan): boolean {
  return changes.length > MANY;
}

/** Every change by itself. */
export function eachAlone(changes: readonly Change[]): Alike[] {
  return changes.map((change) => ({ change, others: [] }));
}

/** In the order in which the first of each occurs. What destroys, replaces, forgets or meets other hands stands alone. */
export function groupAlike(changes: readonly Change[]): Alike[] {
  return [...Map.groupBy(changes, (change) => likeness(change)).values()].flatMap(([change, ...others]) =>
    change ? [{ change, others: others.map(({ name }) => name) }] : [],
  );
}

/** Equal for changes that are alike. */
function likeness({ name, action, reason, config, fields }: Change): string {
  const isPlain = ['create', 'update', 'import'].includes(action);
  if (!config || !isPlain || fields.some(({ direction }) => direction !== 'config')) return `alone ${name}`;
  const { verified } = fieldMarks[config.platform];
  return JSON.stringify([
    action,
    reason,
    ...fields.map(({ path, kind, before, after }) =>
      path.length === 1 && verified.includes(path[0]) ? [path, kind] : [path, kind, before, after],
    ),
  ]);
}
