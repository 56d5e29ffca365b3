// Replaces references in a value by what their variables hold, once and never recursively.
import type { Path } from '../load/nodes.ts';
import { parseReferences } from '../validate/references.ts';

/** A reference that was met. */
export interface Use {
  readonly env: string;
  /** Leads to the scalar that holds the reference. */
  readonly path: Path;
  /** Whether the variable is set, if only to nothing. */
  readonly isSet: boolean;
  /** Whether the reference's default stands in for it. */
  readonly isDefault: boolean;
}

/** The value with references replaced, every variable it uses, and those that are missing. */
export interface Substituted {
  /** A scalar that uses a missing variable is left as it stands. */
  readonly value: unknown;
  readonly uses: readonly Use[];
  /** The uses of variables that are not set and have no default. */
  readonly unset: readonly Use[];
}

/**
 * @param value plain data
 * @param variable looks a variable up
 * @param skip top-level keys to leave as they are: the secret fields
 */
export function substitute(
  value: unknown,
  variable: (name: string) => string | undefined,
  skip: readonly string[] = [],
): Substituted {
  const uses: Use[] = [];
  const unset: Use[] = [];

  const scalar = (text: string, path: Path): string => {
    const parts = (parseReferences(text) ?? [{ text }]).map((segment) => {
      if ('text' in segment) return segment.text;
      const found = variable(segment.env);
      // As in OpenTelemetry's configuration files, the default also stands in for an empty variable.
      const isDefault = segment.fallback !== undefined && !found;
      const use = { env: segment.env, path, isSet: found !== undefined, isDefault };
      uses.push(use);
      const part = isDefault ? segment.fallback : found;
      if (part === undefined) unset.push(use);
      return part;
    });
    return parts.includes(undefined) ? text : parts.join('');
  };

  const walk = (node: unknown, path: Path): unknown => {
    if (typeof node === 'string') return node.includes('${') ? scalar(node, path) : node;
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) =>
        path.length === 0 && skip.includes(key) ? [key, child] : [key, walk(child, [...path, key])],
      ),
    );
  };
  return { value: walk(value, []), uses, unset };
}
