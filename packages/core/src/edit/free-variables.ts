// Names the variables of new connections so that no other connection uses them: two stores with one token are never meant.
import type { DeclaredConnection } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import { variablePrefix } from '../validate/variable-prefix.ts';

/** @param connections those that are there @returns what names a variable for a connection's field, each one once */
export function freeVariables(
  connections: readonly DeclaredConnection[],
): (connection: string, field: string) => string {
  const taken = new Set(connections.flatMap(({ declared }) => variablesIn(declared)));
  return (connection, field) => {
    const plain = `${variablePrefix(connection)}_${field.toUpperCase()}`;
    let name = plain;
    // Names such as acme-us and acme_us give the same variables.
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    return name;
  };
}

function variablesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return (parseReferences(value) ?? []).flatMap((segment) => ('env' in segment ? [segment.env] : []));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(variablesIn) : [];
}
