// Finds out which layer of a connection gives each value, what that overrides, and what null removes.
import type { Place } from '../diagnostics/diagnostic.ts';
import { valueRange } from '../load/nodes.ts';
import { isPlainMap } from '../load/plain-map.ts';
import type { Block, DeclaredConnection } from '../validate/declared-connection.ts';

/** Where something is said. */
export interface Origin extends Place {
  /** The profile that says it; without one the connection's own block does. */
  readonly profile?: string;
}

/** What a layer says of one key. */
export interface Statement {
  readonly path: readonly string[];
  /** A scalar or a list as it stands in the file, references and all; null removes the key. */
  readonly value: unknown;
  readonly origin: Origin;
}

/** A value, and what it overrides, the strongest first: values of weaker layers, and their removal. */
export interface Decision extends Statement {
  readonly overridden: readonly Statement[];
}

/** A key that a null removes, and the values that it takes away, the strongest first. */
export type Removal = Omit<Decision, 'value'>;

/** What became of everything that the layers of a connection say. */
export interface Provenance {
  /** Every scalar and every list: those count as a whole, because they are never merged. */
  readonly fields: readonly Decision[];
  readonly removed: readonly Removal[];
}

/** What a layer says of the part of a connection that is looked at. */
interface Saying {
  readonly layer: Block;
  readonly value: unknown;
  /** The stronger null that keeps it from counting. */
  readonly removedAt?: Origin;
}

export function provenanceOf({ layers }: Pick<DeclaredConnection, 'layers'>): Provenance {
  const fields: Decision[] = [];
  const removed: Removal[] = [];

  /** @param sayings the strongest first */
  const visit = (path: readonly string[], sayings: readonly Saying[]): void => {
    const [top, ...others] = sayings;
    if (!top) return;
    if (top.removedAt) {
      const overridden = valuesIn(statementsOf(path, sayings));
      if (overridden.length > 0) removed.push({ path, origin: top.removedAt, overridden });
    } else if (isPlainMap(top.value)) {
      for (const [key, below] of children(path, sayings)) visit([...path, key], below);
    } else {
      const origin = originOf(top.layer, path);
      const overridden = statementsOf(path, others);
      if (top.value === null) removed.push({ path, origin, overridden: valuesIn(overridden) });
      else fields.push({ path, value: top.value, origin, overridden });
    }
  };

  const root = layers.map((layer) => ({ layer, value: withoutExtends(layer.value) }));
  visit([], root);
  return { fields, removed };
}

function valuesIn(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ value }) => value !== null);
}

/** What the layers say of each key of a map. Whatever stands below a null there no longer counts. */
function children(path: readonly string[], sayings: readonly Saying[]): Map<string, Saying[]> {
  const byKey = new Map<string, Saying[]>();
  let removedAt: Origin | undefined;
  for (const { layer, value, removedAt: before } of sayings) {
    removedAt ??= before;
    if (isPlainMap(value)) {
      for (const [key, child] of Object.entries(value)) {
        const saying = { layer, value: child, ...(removedAt ? { removedAt } : {}) };
        byKey.set(key, [...(byKey.get(key) ?? []), saying]);
      }
    } else {
      removedAt ??= originOf(layer, path);
    }
  }
  return byKey;
}

/** All scalars, lists and nulls that layers say at a path or below it. */
function statementsOf(path: readonly string[], sayings: readonly Saying[]): Statement[] {
  return sayings.flatMap(({ layer, value }): Statement[] =>
    isPlainMap(value)
      ? Object.entries(value).flatMap(([key, child]) =>
          statementsOf([...path, key], [{ layer, value: child }]),
        )
      : [{ path, value, origin: originOf(layer, path) }],
  );
}

function originOf({ file, path: base, profile }: Block, path: readonly string[]): Origin {
  const range = valueRange(file, [...base, ...path]);
  return { file: file.path, range, ...(profile === undefined ? {} : { profile }) };
}

function withoutExtends({ extends: _names, ...rest }: Readonly<Record<string, unknown>>) {
  return rest;
}
