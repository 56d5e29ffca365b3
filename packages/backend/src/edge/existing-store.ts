// Opens the database of a backend that has run before, also beside one that runs now.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, StartError } from '../store/open-store.ts';
import { leaveLostFuture } from '../store/origin.ts';
import type { Store } from '../store/store.ts';
import type { Flags } from './arguments.ts';
import { databasePlace } from './database-place.ts';

/** Closes it however the work ends. @param work gives the exit code */
export async function withStore(flags: Flags, work: (store: Store) => Promise<number>): Promise<number> {
  const place = databasePlace(flags);
  if ('dataDir' in place && !existsSync(join(place.dataDir, 'flowlink.db'))) {
    throw new StartError(
      `There is no database in ${place.dataDir}; start \`flowlink-backend serve --data ${place.dataDir}\` once first.`,
    );
  }
  const store = await openStore(place);
  try {
    await leaveLostFuture(store, new Date());
    return await work(store);
  } finally {
    await store.close();
  }
}
