// Backs up either database while it is written to, and restores the copy in another place, as docs/backend.md says.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runBackend } from '../../src/programs.ts';
import { type DatabaseUnderTest, onPostgres, onSqlite } from '../databases.ts';
import { dumpPostgres, restorePostgres } from './postgres-dump.ts';

/** A copy that was made. @param folder an empty one, for what is restored */
export type Backup = (folder: string) => Promise<DatabaseUnderTest>;

/** @param to a file that does not exist */
export async function backUpSqlite({ database }: DatabaseUnderTest, to: string): Promise<Backup> {
  const [, dataDir] = database;
  const made = await runBackend(['backup', ...database, '--to', to]);
  expect(made, made.stderr).toMatchObject({ status: 0 });
  return async (folder) => {
    const restored = await onSqlite(folder);
    copyFileSync(to, join(restored.database[1], 'flowlink.db'));
    copyFileSync(join(dataDir, 'encryption.key'), join(restored.database[1], 'encryption.key'));
    return restored;
  };
}

export async function backUpPostgres({ database, environment = {} }: DatabaseUnderTest): Promise<Backup> {
  const dump = await dumpPostgres(database[1]);
  return async () => {
    const restored = { ...(await onPostgres()), environment };
    // The first command that opens an empty database makes the tables.
    const made = await runBackend(['token', 'list', ...restored.database], environment);
    expect(made, made.stderr).toMatchObject({ status: 0 });
    await restorePostgres(restored.database[1], dump);
    return restored;
  };
}
