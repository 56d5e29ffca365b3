// A connection's configuration as a flat list of scalar fields, so that any two can be compared field by field.
import { fieldMarks } from './fields.ts';
import type { ConnectionConfig } from './generated/types.ts';

/** A scalar of a configuration. A member of an unordered list is a field of its own, named by its value. */
export interface Leaf {
  readonly path: readonly [string, ...string[]];
  readonly value: string | number | boolean;
}

/** The leaves by their path, in the order in which the schema and the configuration name them. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** Fields that hold their default are left out: saying it and leaving it out mean the same. */
export function leavesOf(config: ConnectionConfig | null): Leaves {
  const leaves = new Map<string, Leaf>();
  if (!config) return leaves;
  const { unordered, defaults } = fieldMarks[config.platform];
  const add = (path: readonly [string, ...string[]], value: unknown): void => {
    if (Array.isArray(value)) {
      const named = unordered.includes(path.join('.'));
      for (const [index, item] of value.entries()) add([...path, named ? String(item) : String(index)], item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) add([...path, key], child);
    } else if (path.length > 1 || value !== defaults[path[0]]) {
      leaves.set(path.join('\0'), { path, value: value as Leaf['value'] });
    }
  };
  for (const [key, value] of Object.entries(config)) add([key], value);
  return leaves;
}
