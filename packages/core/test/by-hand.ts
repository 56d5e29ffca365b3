// What somebody does to connections in the user interface, past flowlink.
import type { Connection, ConnectionConfig } from '@flowlink/schema';
import type { MemoryBackend } from './memory-backend.ts';

export function renameByHand({ connections }: MemoryBackend, from: string, to: string): void {
  const connection = connections.get(from);
  if (!connection) throw new Error(`There is no ${from}.`);
  connections.delete(from);
  connections.set(to, { ...connection, name: to });
}

/** Makes a connection that is like another one but for some fields, and that nothing manages. */
export function makeByHand(
  { connections }: MemoryBackend,
  name: string,
  like: string,
  change: Partial<ConnectionConfig> = {},
): void {
  const connection = structuredClone(connections.get(like) as Connection);
  connections.set(name, {
    ...connection,
    id: `con_${name}`,
    name,
    applied_name: null,
    managed: false,
    applied: null,
    config: { ...connection.config, ...change } as ConnectionConfig,
  });
}
