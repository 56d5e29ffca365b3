// Which database a command is about: --data, --database, or FLOWLINK_DATABASE_URL.
import type { DatabasePlace } from '../store/open-store.ts';
import { type Flags, UsageError } from './arguments.ts';

export function databasePlace({ data, database }: Flags): DatabasePlace {
  if (data !== undefined && database !== undefined) {
    throw new UsageError('--data is the embedded database and --database another one; give one of the two.');
  }
  if (data !== undefined) return { dataDir: data };
  // A password on the command line is seen by everybody on the machine.
  const url = database ?? process.env.FLOWLINK_DATABASE_URL;
  if (url) return { url };
  throw new UsageError('A database is needed: --data DIR, --database URL, or FLOWLINK_DATABASE_URL.');
}
