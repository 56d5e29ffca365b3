// Puts the fields of a connection in the order in which the schema names them.
import type { DeclaredConnection } from './declared-connection.ts';
import { publishedSchemas } from './published-schemas.ts';
import { keysOf, schemasAt } from './schema-at.ts';

/** Keys that the schema does not name, such as those of workflows, follow by name. */
export function inSchemaOrder<T extends { readonly path: readonly string[] }>(
  { name, declared }: DeclaredConnection,
  fields: readonly T[],
): T[] {
  const document = { connections: { [name]: declared } };
  const keysAt = (path: readonly string[]) =>
    keysOf(schemasAt(publishedSchemas.root, document, ['connections', name, ...path]));
  const ranks = ({ path }: T) =>
    path.map((key, depth) => {
      const rank = keysAt(path.slice(0, depth)).indexOf(key);
      return { rank: rank === -1 ? Number.POSITIVE_INFINITY : rank, key };
    });
  return fields
    .map((field) => ({ field, ranks: ranks(field) }))
    .sort((a, b) => compare(a.ranks, b.ranks))
    .map(({ field }) => field);
}

interface Ranked {
  readonly rank: number;
  readonly key: string;
}

/** At the first key in which two paths differ. */
function compare(a: readonly Ranked[], b: readonly Ranked[]): number {
  for (const [index, { rank, key }] of a.entries()) {
    const other = b[index];
    if (!other) return 1;
    if (key === other.key) continue;
    if (rank !== other.rank) return rank < other.rank ? -1 : 1;
    return key < other.key ? -1 : 1;
  }
  return a.length - b.length;
}
