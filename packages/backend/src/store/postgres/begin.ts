// Transactions on PostgreSQL that survive the loss of their connection.
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { isUnavailable } from '../unavailable.ts';

/** Numbers as numbers: revisions and positions stay far below 2^53. */
type Types = { bigint: number };
export type Database = Sql<Types>;

/**
 * Commits what the work did, or nothing of it if it throws.
 *
 * @param work waits for nothing but its own statements: one that it began on a lost connection would end the process
 */
export async function begin<T>(sql: Database, work: (tx: TransactionSql<Types>) => Promise<T>): Promise<T> {
  const result = await sql.begin(async (tx) => {
    try {
      return await work(tx);
    } catch (error) {
      // The driver rejects by itself once the connection is closed. Told of the failure before, it would write a rollback,
      // which ends the process or spoils the next connection (https://github.com/porsager/postgres/issues/1208).
      if (isLoss(error)) return new Promise<never>(() => {});
      throw error;
    }
  });
  return result as T;
}

/** Whether there is no connection any more, as opposed to an answer of the server or a mistake in the work. */
function isLoss(error: unknown): boolean {
  return error instanceof Error && !(error instanceof postgres.PostgresError) && isUnavailable(error);
}
