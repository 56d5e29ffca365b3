// Opens the database of a command that works beside a running server.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, StartError } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { Flags } from './arguments.ts';
import { databasePlace } from './database-place.ts';

/** Never makes a database: a mistyped folder would be a new one. @returns the exit code */
export async function withStore(flags: Flags, work: (store: Store) => Promise<number>): Promise<number> {
  const place = databasePlace(flags);
  if ('dataDir' in place && !existsSync(join(place.dataDir, 'flowlink.db'))) {
    throw new StartError(
      `There is no database in ${place.dataDir}; start \`flowlink-backend serve --data ${place.dataDir}\` once first.`,
    );
  }
  const store = await openStore(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
