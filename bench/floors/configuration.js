// Reads and parses every file of a project and holds it against the schema, as plainly as can be.
import { readdirSync, readFileSync } from 'node:fs';
import { includedFile } from '@flowlink/schema/validators/configuration';
import { parse } from 'yaml';

/** @returns the connections by name */
export function readConnections() {
  parse(readFileSync('flowlink.yaml', 'utf8'));
  const connections = new Map();
  for (const name of readdirSync('stores')) {
    const content = parse(readFileSync(`stores/${name}`, 'utf8'));
    if (!includedFile(content)) throw new Error(name);
    for (const [key, value] of Object.entries(content.connections)) connections.set(key, value);
  }
  return connections;
}
