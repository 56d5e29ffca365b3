// A running backend: database, encryption and server put together.
import type { AddressInfo } from 'node:net';
import type { ConnectionConfig } from '@flowlink/schema';
import { buildServer, type ServerOptions } from './http/server.ts';
import type { KeySource } from './secrets/encryption-key.ts';
import { openBox } from './secrets/open-box.ts';
import { prepareKeys } from './secrets/prepare-keys.ts';
import { type DatabasePlace, openStore } from './store/open-store.ts';
import { leaveLostFuture } from './store/origin.ts';
import { issueToken, OWN_NAME } from './tokens/issue-token.ts';
import type { Role } from './tokens/token.ts';

export interface BackendOptions {
  /** A folder is made if it does not exist, and holds the encryption key too unless that is given. */
  readonly database: DatabasePlace;
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  readonly key?: KeySource;
  readonly now?: () => Date;
  readonly log?: ServerOptions['log'];
}

export interface RunningBackend {
  readonly url: string;
  /** @returns the token itself, which is kept nowhere */
  createToken(token: {
    readonly workspace: string;
    readonly role: Role;
    readonly name: string;
    /** When it stops to do, as `toISOString` writes it; it does not expire without it. */
    readonly expires_at?: string;
  }): Promise<string>;
  /** Does what the running connector does: changes values it owns without a new revision. */
  advance(
    workspace: string,
    name: string,
    change: (config: ConnectionConfig) => ConnectionConfig,
  ): Promise<void>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}

/** Throws a `StartError` for what whoever starts it can mend. */
export async function startBackend({
  database,
  port,
  host,
  key = {},
  now = () => new Date(),
  log,
}: BackendOptions): Promise<RunningBackend> {
  const store = await openStore(database);
  try {
    const box = openBox('dataDir' in database ? { dataDir: database.dataDir, ...key } : key);
    await prepareKeys(store, box, now());
    await leaveLostFuture(store, now());
    const app = buildServer({ store, box, now, ...(log ? { log } : {}) });
    await app.listen({ port, host });
    const { port: actual } = app.server.address() as AddressInfo;
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
      async createToken(wanted) {
        const by = { token: OWN_NAME };
        return (await issueToken(store, { ...wanted, source: 'embedding' }, by, now())).token;
      },
      advance: (workspace, name, change) =>
        store.transaction(workspace, async (tx) => {
          const connection = await tx.connection(workspace, name);
          if (connection) await tx.saveConnection({ ...connection, config: change(connection.config) });
        }),
      async close() {
        await app.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
