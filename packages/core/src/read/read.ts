// Reads what is on the backend, all of it or nothing.
import type { Connection } from '@flowlink/schema';
import { describeFailure } from '../backend/failure.ts';
import type { Backend } from '../backend/port.ts';
import type { Outcome } from '../diagnostics/diagnostic.ts';

/** The connections of the workspace by name. */
export type Remote = ReadonlyMap<string, Connection>;

export async function readRemote(backend: Backend): Promise<Outcome<Remote>> {
  const result = await backend.listConnections();
  if (!result.ok) return { diagnostics: [describeFailure(result.failure)] };
  return { value: new Map(result.value.map((connection) => [connection.name, connection])), diagnostics: [] };
}
