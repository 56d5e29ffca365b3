// Creates, updates, imports and replaces connections inside a transaction.
import type { AuditAction, ConnectionWrite } from '@flowlink/schema';
import { connectionEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Transaction } from '../store/store.ts';
import { changedPaths, type Path } from './changed-fields.ts';
import { editsAfterPut } from './edits.ts';
import { checkExpectation, checkFields, type Expectation } from './preconditions.ts';
import { isRepeatedPut } from './repetitions.ts';
import { keepRunningValues } from './running-values.ts';
import { appliedSecrets, sealSent } from './sent-secrets.ts';
import type { StoredConnection } from './stored-connection.ts';
import { keptVerification } from './verification.ts';
import { type WriteContext, writerOf } from './write-context.ts';

export interface PutRequest extends ConnectionWrite {
  readonly expectation: Expectation;
  readonly replace: boolean;
}

/** @returns the connection as stored, and whether it is new under this name */
export async function putConnection(
  tx: Transaction,
  box: SecretBox,
  context: WriteContext,
  request: PutRequest,
): Promise<{ connection: StoredConnection; created: boolean } | Refusal> {
  const { workspace, name, run, now } = context;
  const [by, before] = await Promise.all([writerOf(tx, context), tx.connection(workspace, name)]);
  if (isRefusal(by)) return by;
  const unexpected = checkExpectation(request.expectation, before?.revision);
  if (unexpected) {
    const isRepeated = before && run !== undefined && isRepeatedPut(before, run, request);
    return isRepeated ? { connection: before, created: false } : unexpected;
  }
  const kept = request.replace ? undefined : before;
  const impossible = checkFields(kept, request);
  if (impossible) return impossible;

  const id = kept?.id ?? tx.newId('con');
  const config = kept ? keepRunningValues(request.config, kept.applied, kept.config) : request.config;
  const [sent, revision] = await Promise.all([
    sealSent(tx, box, request.secrets ?? {}, id, before, now),
    tx.nextRevision(workspace),
  ]);
  const changed = before
    ? [...changedPaths(before.config, config), ...sent.changed.map((field): Path => [field])]
    : [];
  const at = now.toISOString();
  const written = {
    workspace,
    id,
    name,
    revision,
    config,
    verification: request.verification ?? (kept ? keptVerification(kept, changed) : null),
    created_at: kept?.created_at ?? at,
    changed_at: at,
    changed_by: by,
  };
  const connection: StoredConnection =
    run === undefined
      ? {
          ...written,
          // Another connection made by hand in the place of a managed one is not managed.
          managed: kept?.managed ?? false,
          applied: kept?.applied ?? null,
          applied_name: kept?.applied_name ?? null,
          applied_at: kept?.applied_at ?? null,
          applied_run: kept?.applied_run ?? null,
          secrets: sent.secrets,
          edits: kept ? editsAfterPut(kept, config, sent, { at, by }) : [],
        }
      : {
          ...written,
          managed: true,
          applied: request.config,
          applied_name: name,
          applied_at: at,
          applied_run: run,
          secrets: appliedSecrets(sent.secrets),
          edits: [],
        };
  if (before && !kept) await tx.removeConnection(before.id);
  const action = actionOf(before, kept, run);
  const fields = changed.map((path) => path.join('.'));
  await tx.saveWrite(connection, connectionEntry({ action, name, run, fields, by, now }));
  return { connection, created: before === undefined };
}

function actionOf(
  before: StoredConnection | undefined,
  kept: StoredConnection | undefined,
  run: string | undefined,
): Extract<AuditAction, `connection_${string}`> {
  if (!before) return 'connection_created';
  if (!kept) return 'connection_replaced';
  return run !== undefined && !kept.managed ? 'connection_imported' : 'connection_updated';
}
