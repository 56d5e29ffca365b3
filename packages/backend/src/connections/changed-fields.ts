// Which fields differ between two configurations.
import { type ConnectionConfig, type Leaf, leavesOf } from '@flowlink/schema';

/** The keys that lead to a field. A secret is the name of its field, a connection's name is `name`. */
export type Path = Leaf['path'];

/** The fields of either that are not the same in both: first those of `before`, then those that are new. */
export function changedPaths(before: ConnectionConfig | null, after: ConnectionConfig | null): Path[] {
  const [old, present] = [leavesOf(before), leavesOf(after)];
  const changed: Path[] = [];
  for (const [key, { path, value }] of old) if (present.get(key)?.value !== value) changed.push(path);
  for (const [key, { path }] of present) if (!old.has(key)) changed.push(path);
  return changed;
}

export function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
