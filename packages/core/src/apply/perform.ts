// Makes one change of a plan.
import type { Change, Connection, Verification } from '@flowlink/schema';
import type { Backend, Result } from '../backend/port.ts';
import type { PlanSecrets } from '../plan/staleness.ts';

export interface Performing {
  readonly backend: Backend;
  readonly run: string;
  readonly secrets: PlanSecrets;
  readonly verifications: ReadonlyMap<string, Verification>;
}

export async function perform(change: Change, input: Performing): Promise<Result<unknown>> {
  const { name, action, config, from, revision } = change;
  const { backend, run } = input;
  if (action === 'forget') return backend.forgetConnection({ name, revision: revision ?? 0, run });
  if (config === null) return backend.deleteConnection({ name, revision: revision ?? 0, run });
  if (from === undefined) return write({ ...change, config }, revision, input);
  const moved = await backend.moveConnection({ name: from, to: name, revision: revision ?? 0, run });
  if (!moved.ok || action === 'move') return moved;
  return write({ ...change, config }, moved.value.revision, input);
}

function write(
  { name, action, config, secrets }: Change & { config: NonNullable<Change['config']> },
  revision: number | null,
  { backend, run, secrets: known, verifications }: Performing,
): Promise<Result<Connection>> {
  const values = Object.entries(known.get(name) ?? {});
  const sent = Object.fromEntries(values.filter(([field]) => secrets[field]?.write));
  const verification = verifications.get(name);
  return backend.putConnection({
    name,
    config,
    secrets: sent,
    revision,
    replace: action === 'replace',
    run,
    ...(verification ? { verification } : {}),
  });
}
