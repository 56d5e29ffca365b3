// What every start does with keys: refuse a wrong one, and make the first data key.
import { StartError } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { SecretBox } from './secret-box.ts';

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
