// Makes changes of a plan.
import type { Change, Connection, ConnectionConfig, Verification } from '@flowlink/schema';
import type { Backend, Result, Write } from '../backend/port.ts';
import type { PlanSecrets } from '../plan/staleness.ts';

export interface Performing {
  readonly backend: Backend;
  readonly run: string;
  readonly secrets: PlanSecrets;
  readonly verifications: ReadonlyMap<string, Verification>;
}

/** Several changes only create, update, import or replace. @returns what came of each, in the same order */
export async function perform(
  changes: readonly Change[],
  input: Performing,
): Promise<readonly Result<unknown>[]> {
  const [only, ...others] = changes;
  if (only && others.length === 0) return [await performOne(only, input)];
  return input.backend.putConnections(changes.map((change) => writeOf(change, change.revision, input)));
}

async function performOne(change: Change, input: Performing): Promise<Result<unknown>> {
  const { name, action, config, from, revision } = change;
  const { backend, run } = input;
  if (action === 'forget') return backend.forgetConnection({ name, revision: revision ?? 0, run });
  if (config === null) return backend.deleteConnection({ name, revision: revision ?? 0, run });
  if (from === undefined) return put(change, revision, input);
  const moved = await backend.moveConnection({ name: from, to: name, revision: revision ?? 0, run });
  if (!moved.ok || action === 'move') return moved;
  return put(change, moved.value.revision, input);
}

async function put(change: Change, revision: number | null, input: Performing): Promise<Result<Connection>> {
  const [outcome] = await input.backend.putConnections([writeOf(change, revision, input)]);
  return outcome as Result<Connection>;
}

/** @param change has a configuration */
function writeOf(
  { name, action, config, secrets }: Change,
  revision: number | null,
  { run, secrets: known, verifications }: Performing,
): Write {
  const values = Object.entries(known.get(name) ?? {});
  const sent = Object.fromEntries(values.filter(([field]) => secrets[field]?.write));
  const verification = verifications.get(name);
  return {
    name,
    config: config as ConnectionConfig,
    secrets: sent,
    revision,
    replace: action === 'replace',
    run,
    ...(verification ? { verification } : {}),
  };
}
