// What every start does with keys: refuse a wrong one, and make the first data key.
import { StartError } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type KeySource, willMakeKey } from './encryption-key.ts';
import type { SecretBox } from './secret-box.ts';

/** Throws a `StartError` if a key would be made for a database that has one: it opens nothing, and looks as if it were the right one. */
export async function refuseLostKey({ keys }: Store, source: KeySource): Promise<void> {
  if (!willMakeKey(source) || (await keys.change((change) => change.note('key_check'))) === undefined) return;
  throw new StartError(
    `There is no encryption.key in ${source.dataDir}, and the secrets in the database were encrypted with one; put it back, or name it with FLOWLINK_ENCRYPTION_KEY or --key-file.`,
  );
}

/** Throws a `StartError` unless the box holds the master key of the database. */
export async function prepareKeys({ claim, keys }: Store, box: SecretBox, now: Date): Promise<void> {
  if (!box.has(await claim('key_check', box.check()))) {
    throw new StartError(
      'This is not the encryption key that the secrets in this database were encrypted with.',
    );
  }
  const newest = await keys.newestDataKey();
  if (newest && !box.opens(newest)) {
    throw new StartError(
      `The encryption key is right, but the data key ${newest.id} does not open with it: the table data_keys was altered.`,
    );
  }
  if (newest) return;
  await keys.change(async (change) => {
    // Another instance may have been faster.
    const check = await change.note('key_check');
    if (check === undefined || (await change.newestDataKey())) return;
    await change.saveDataKey(box.newDataKey(check, now));
  });
}
