// Replaces the master key or the data key while servers run. Whatever is interrupted is taken up by doing it again.
import type { Store, Transaction } from '../store/store.ts';
import type { DataKey } from './data-key.ts';
import { prepareKeys } from './prepare-keys.ts';
import type { SecretBox } from './secret-box.ts';

/** Secrets that one transaction seals anew; writers of the workspace wait meanwhile. */
const BATCH = 100;

/** Something that does not open, so the work stopped before it. */
export interface Stopped {
  /** What it is, for people. */
  readonly broken: string;
}

export interface RekeyOptions {
  readonly store: Store;
  /** Holds the present master key; to replace it, the new one first. */
  readonly box: SecretBox;
  readonly now: Date;
  /** How many secrets a transaction seals anew. */
  readonly batch?: number;
}

/** Puts the first master key of the box in the place of the present one. @returns how many data keys it encrypts now */
export async function changeMasterKey(options: RekeyOptions): Promise<number | Stopped> {
  const { store, box, now } = options;
  await prepareKeys(store, box, now);
  for (;;) {
    const result = await store.keys.change<number | Stopped | undefined>(async (keys) => {
      const check = await keys.note('key_check');
      // What the master key itself encrypts, a data key has to encrypt before that key goes.
      if (check === undefined || (await keys.sealedDirectly()) > 0) return undefined;
      const dataKeys = await keys.dataKeys();
      if (check === box.check()) return dataKeys.length;
      const changed: DataKey[] = [];
      for (const each of dataKeys) {
        const rewrapped = box.rewrap(check, each);
        if (!rewrapped) return { broken: `the data key ${each.id}` };
        changed.push(rewrapped);
      }
      for (const each of changed) await keys.saveDataKey(each);
      await keys.saveNote('key_check', box.check());
      return dataKeys.length;
    });
    if (result !== undefined) return result;
    const resealed = await reseal(options);
    if (typeof resealed === 'object') return resealed;
  }
}

/** Makes a data key, unless an interrupted run has made it, and seals every secret with it. @returns how many this run sealed */
export async function changeDataKey(options: RekeyOptions): Promise<number | Stopped> {
  const { store, box, now } = options;
  await prepareKeys(store, box, now);
  await store.keys.change(async (keys) => {
    const newest = await keys.newestDataKey();
    const check = await keys.note('key_check');
    if (check === undefined || (newest && (await keys.note('rekey')) === newest.id)) return;
    const made = box.newDataKey(check, now, newest);
    await keys.saveDataKey(made);
    await keys.saveNote('rekey', made.id);
  });
  const resealed = await reseal(options);
  if (typeof resealed === 'number') await store.keys.change((keys) => keys.saveNote('rekey', ''));
  return resealed;
}

/** Seals every secret with the newest data key that is not yet. */
async function reseal({ store, box, batch = BATCH }: RekeyOptions): Promise<number | Stopped> {
  const newest = await store.keys.newestDataKey();
  if (!newest) return 0;
  let count = 0;
  for (const workspace of await store.keys.workspacesSealedOtherwise(newest.id)) {
    for (;;) {
      // In the workspace's own transaction, so no write that is under way puts the former ciphertext back.
      const sealed = await store.transaction(workspace, (tx) => resealSome(tx, box, workspace, batch));
      if (typeof sealed === 'object') return sealed;
      if (sealed === 0) break;
      count += sealed;
    }
  }
  return count;
}

async function resealSome(
  tx: Transaction,
  box: SecretBox,
  workspace: string,
  batch: number,
): Promise<number | Stopped> {
  const newest = await tx.newestDataKey();
  const secrets = newest ? await tx.secretsSealedOtherwise(workspace, newest.id, batch) : [];
  const seal = await box.sealer(tx);
  for (const secret of secrets) {
    const value = await box.open(secret, secret, tx);
    if (value === undefined) return { broken: nameOf(secret) };
    await tx.saveSealed({ ...secret, ...seal(value, secret) });
  }
  return secrets.length;
}

function nameOf({ connection, field }: { connection: string; field: string }): string {
  return `the secret ${field} of the connection with the ID ${connection}`;
}
