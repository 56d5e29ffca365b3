// Reads a PostgreSQL database as it is, in one snapshot.
import { type Inspection, refuseOtherVersion } from '../inspection.ts';
import { StartError } from '../open-store.ts';
import { connectPostgres } from './postgres-database.ts';
import { postgresKeyReads } from './postgres-keys.ts';
import { postgresMigrations } from './postgres-migrations.ts';

/** @param schema another schema than `flowlink` */
export async function inspectPostgres<T>(
  url: string,
  work: (inspection: Inspection) => Promise<T>,
  schema?: string,
): Promise<T> {
  const database = connectPostgres(url, schema);
  try {
    return (await database.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (sql) => {
      const [present] = await sql`SELECT to_regclass('migrations') AS name`;
      if (!present?.name) throw new StartError('There is nothing of flowlink-backend in this database.');
      const [row] = await sql<{ version: number }[]>`SELECT MAX(version) AS version FROM migrations`;
      refuseOtherVersion(row?.version ?? 0, postgresMigrations.length);
      return work({
        keys: postgresKeyReads(sql),
        rows: async <Row>(statement: string) => [...(await sql.unsafe(statement))] as unknown as Row[],
        // PostgreSQL guards its references itself, and tells of damaged files when they are read.
        damage: async () => [],
      });
    })) as T;
  } finally {
    await database.end({ timeout: 0 });
  }
}
