// `flowlink-backend copy`: takes an embedded database over to PostgreSQL.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPostgresUrl, StartError } from '../store/open-store.ts';
import { type Flags, UsageError } from './arguments.ts';
import { table } from './table.ts';

export async function copy({ data, to }: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`copy takes no “${rest[0]}”.`);
  // A password on the command line is seen by everybody on the machine.
  const url = to ?? process.env.FLOWLINK_DATABASE_URL;
  if (data === undefined || !url) {
    throw new UsageError('copy needs --data DIR, and FLOWLINK_DATABASE_URL or --to URL.');
  }
  if (!isPostgresUrl(url)) {
    throw new UsageError('copy goes to an address such as postgres://user:password@host:5432/flowlink.');
  }
  const path = join(data, 'flowlink.db');
  if (!existsSync(path)) throw new StartError(`There is no database in ${data}.`);
  const { copyToPostgres } = await import('../store/copy-to-postgres.ts');
  const counts = Object.entries(await copyToPostgres(path, url));
  process.stdout.write(
    table(
      ['TABLE', 'ROWS'],
      counts.map(([name, count]) => [name, String(count)]),
    ),
  );
  return 0;
}
