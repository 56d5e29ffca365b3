// Derives the names of a connection's variables from its name.

/** What the names of a connection's variables begin with: acme-us gives ACME_US. */
export function variablePrefix(connectionName: string): string {
  const prefix = connectionName.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
  // A variable's name cannot begin with a digit.
  return /^[A-Z_]/.test(prefix) ? prefix : `STORE_${prefix}`;
}
