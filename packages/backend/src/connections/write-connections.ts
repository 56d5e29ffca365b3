// Creates, updates, replaces, deletes and renames connections inside a transaction.
import { isDeepStrictEqual } from 'node:util';
import { type Actor, type ConnectionWrite, fieldMarks } from '@flowlink/schema';
import { checkRunHoldsLock } from '../locks/lock.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Transaction } from '../store/store.ts';
import { checkExpectation, type Expectation } from './preconditions.ts';
import { keepRunningValues } from './running-values.ts';
import type { StoredConnection } from './stored-connection.ts';

/** Who writes where, when, and in which run. Without a run it is a direct edit. */
export interface WriteContext {
  readonly workspace: string;
  readonly name: string;
  readonly actor: Actor;
  readonly now: Date;
  readonly run?: string;
}

export interface PutRequest extends ConnectionWrite {
  readonly expectation: Expectation;
  readonly replace: boolean;
}

/** @returns the connection as stored, and whether it is new under this name */
export async function putConnection(
  tx: Transaction,
  box: SecretBox,
  context: WriteContext,
  { config, secrets = {}, expectation, replace }: PutRequest,
): Promise<{ connection: StoredConnection; created: boolean } | Refusal> {
  const { workspace, name, run, now, actor } = context;
  const unlocked = await checkRun(tx, context);
  if (unlocked) return unlocked;
  const before = await tx.connection(workspace, name);
  if (before && run !== undefined && isRepetition(before, run, { config, secrets }, box)) {
    return { connection: before, created: false };
  }
  const unexpected = checkExpectation(expectation, before?.revision);
  if (unexpected) return unexpected;

  const marks = fieldMarks[config.platform];
  const kept = before && !replace ? before : undefined;
  if (kept) {
    const changed = marks.immutable.filter(
      (field) => !isDeepStrictEqual(fieldOf(kept.config, field), fieldOf(config, field)),
    );
    if (changed.length > 0) {
      return {
        refused: 'immutable_field',
        detail: `${changed.join(' and ')} cannot change; use replace=true.`,
      };
    }
  }
  const missing = marks.secret.filter((field) => !(field in secrets) && !kept?.secrets[field]);
  if (missing.length > 0)
    return { refused: 'secret_required', detail: `A new connection needs ${missing.join(' and ')}.` };

  const id = kept?.id ?? tx.newId('con');
  const time = now.toISOString();
  const connection: StoredConnection = {
    workspace,
    id,
    name,
    managed: run === undefined ? (kept?.managed ?? false) : true,
    revision: await tx.nextRevision(workspace),
    config: kept ? keepRunningValues(config, kept.applied, kept.config) : config,
    applied: run === undefined ? (kept?.applied ?? null) : config,
    secrets: {
      ...kept?.secrets,
      ...Object.fromEntries(
        Object.entries(secrets).map(([field, value]) => [field, box.seal(value, `${id}/${field}`)]),
      ),
    },
    created_at: kept?.created_at ?? time,
    changed_at: time,
    changed_by: actor,
    applied_at: run === undefined ? (kept?.applied_at ?? null) : time,
    applied_run: run ?? kept?.applied_run ?? null,
  };
  if (before && !kept) await tx.removeConnection(before.id);
  await tx.saveConnection(connection);
  return { connection, created: before === undefined };
}

/** A repeated request of the same run finds its effect in place. */
function isRepetition(
  before: StoredConnection,
  run: string,
  { config, secrets = {} }: ConnectionWrite,
  box: SecretBox,
): boolean {
  if (before.applied_run !== run || !isDeepStrictEqual(before.applied, config)) return false;
  return Object.entries(secrets).every(([field, value]) => {
    const stored = before.secrets[field];
    return stored !== undefined && box.matches(value, stored);
  });
}

/** @returns undefined once the connection is gone */
export async function deleteConnection(
  tx: Transaction,
  context: WriteContext,
  revision: number,
): Promise<Refusal | undefined> {
  const { workspace, name, run } = context;
  const unlocked = await checkRun(tx, context);
  if (unlocked) return unlocked;
  const before = await tx.connection(workspace, name);
  if (!before) {
    const trace = await tx.trace(workspace, name);
    if (
      trace &&
      run !== undefined &&
      trace.run === run &&
      trace.revision === revision &&
      trace.movedTo === null
    ) {
      return undefined;
    }
    return { refused: 'not_found', detail: 'The connection does not exist.' };
  }
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  await tx.removeConnection(before.id);
  if (run !== undefined) await tx.saveTrace({ workspace, name, run, revision, movedTo: null });
  return undefined;
}

/** @param to the new name @returns the connection under its new name */
export async function moveConnection(
  tx: Transaction,
  context: WriteContext,
  revision: number,
  to: string,
): Promise<StoredConnection | Refusal> {
  const { workspace, name, run, now, actor } = context;
  const unlocked = await checkRun(tx, context);
  if (unlocked) return unlocked;
  const before = await tx.connection(workspace, name);
  const there = await tx.connection(workspace, to);
  if (!before) {
    const trace = await tx.trace(workspace, name);
    if (
      there &&
      trace &&
      run !== undefined &&
      trace.run === run &&
      trace.revision === revision &&
      trace.movedTo === to
    ) {
      return there;
    }
    return { refused: 'not_found', detail: 'The connection does not exist.' };
  }
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  if (there) return { refused: 'name_taken', detail: `There is a connection “${to}” already.` };
  const moved: StoredConnection = {
    ...before,
    name: to,
    revision: await tx.nextRevision(workspace),
    changed_at: now.toISOString(),
    changed_by: actor,
  };
  await tx.removeConnection(before.id);
  await tx.saveConnection(moved);
  if (run !== undefined) await tx.saveTrace({ workspace, name, run, revision, movedTo: to });
  return moved;
}

/** A run may write only while it holds the workspace's lock. */
async function checkRun(
  tx: Transaction,
  { workspace, run, now }: WriteContext,
): Promise<Refusal | undefined> {
  if (run === undefined) return undefined;
  const lock = checkRunHoldsLock(await tx.lock(workspace), run, now);
  return isRefusal(lock) ? lock : undefined;
}

function fieldOf(config: object, field: string): unknown {
  return (config as Record<string, unknown>)[field];
}
