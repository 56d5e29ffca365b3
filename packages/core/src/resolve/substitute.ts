// Replaces references in a value by what their variables hold, once and never recursively.
import type { Path } from '../load/nodes.ts';
import { parseReferences } from '../validate/references.ts';

/** A reference that was met. */
export interface Use {
  readonly env: string;
  /** Leads to the scalar that holds the reference. */
  readonly path: Path;
}

/** The value with references replaced, every variable it uses, and those that are not set. */
export interface Substituted {
  readonly value: unknown;
  readonly uses: readonly Use[];
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

  const scalar = (text: string, path: Path): string =>
    (parseReferences(text) ?? [{ text }])
      .map((segment) => {
        if ('text' in segment) return segment.text;
        const use = { env: segment.env, path };
        uses.push(use);
        const found = variable(segment.env);
        // As in OpenTelemetry's configuration files, the default also stands in for an empty variable.
        if (segment.fallback !== undefined) return found ? found : segment.fallback;
        if (found === undefined) unset.push(use);
        return found ?? '';
      })
      .join('');

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
