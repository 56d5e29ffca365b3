// `flowlink-backend backup` copies the embedded database; `restored` tells a database that it was put back.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../store/open-store.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './existing-store.ts';

export async function backup({ data, to }: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`backup takes no “${rest[0]}”.`);
  if (data === undefined || to === undefined) {
    throw new UsageError('backup needs --data DIR and --to FILE; PostgreSQL has pg_dump.');
  }
  const path = join(data, 'flowlink.db');
  if (!existsSync(path)) throw new StartError(`There is no database in ${data}.`);
  if (!existsSync(dirname(to))) throw new StartError(`There is no folder ${dirname(to)}.`);
  const { backUpSqlite } = await import('../store/sqlite/sqlite-backup.ts');
  const problem = backUpSqlite(path, to, process.pid);
  if (problem !== undefined) throw new StartError(problem);
  process.stdout.write(
    `${to} is a copy of the database. The encryption key is not in it; keep it elsewhere.\n`,
  );
  return 0;
}

export function restored(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`restored takes no “${rest[0]}”.`);
  return withStore(flags, async (store) => {
    await store.skipAhead(Date.now());
    process.stdout.write(
      'Revisions and positions go on where nobody has seen any. Tokens that were revoked after the backup are valid again: see `token list`.\n',
    );
    return 0;
  });
}
