// A workspace behind a server without sockets. Each answer is held against the published schemas.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionConfig, type Operation, operations, type Validator } from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import { expect } from 'vitest';
import { buildServer, type ServerOptions } from '../src/http/server.ts';
import { Metrics } from '../src/metrics/metrics.ts';
import { prepareKeys } from '../src/secrets/prepare-keys.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import type { Store } from '../src/store/store.ts';
import { newToken, type Role, type StoredToken } from '../src/tokens/token.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const SECRET = 'canary0secret0in0the0backend0000';
export const OTHER_SECRET = 'another0canary0in0the0backend000';
export const RUN = 'run_0000000000000001';
export const OTHER_RUN = 'run_0000000000000002';
export const HOLDER = { user: 'ci', host: 'runner' };

export const config = (more: Partial<ConnectionConfig> = {}): ConnectionConfig => ({
  platform: 'bigcommerce',
  store_url: 'https://acme.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: 'client',
  scopes: ['store_v2_orders'],
  workflows: { orders: { action: 'get_orders', parameters: { min_date_modified: '2026-01-01' } } },
  ...more,
});

/** What the answer of each operation has to be, unless it is a problem or empty. */
const provenBy: Partial<Record<keyof typeof operations, Validator<unknown>>> = {
  listConnections: valid.connectionPage,
  getConnection: valid.connection,
  putConnection: valid.connection,
  putConnections: valid.batchOutcomes,
  moveConnection: valid.connection,
  forgetConnection: valid.connection,
  recordVerification: valid.connection,
  getLock: valid.lockState,
  acquireLock: valid.lock,
  listRuns: valid.runPage,
  openRun: valid.run,
  getRun: valid.run,
  closeRun: valid.run,
  listAudit: valid.auditPage,
  exchangeToken: valid.exchangedToken,
};

export interface Options {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

export const match = (revision: number, run?: string): Record<string, string> => ({
  'if-match': `"${revision}"`,
  ...(run === undefined ? {} : { 'flowlink-run': run }),
});
export const asNew = (run?: string): Record<string, string> => ({
  'if-none-match': '*',
  ...(run === undefined ? {} : { 'flowlink-run': run }),
});

/** The workspace acme, with tokens of each role and one of another workspace. */
export class Workspace {
  readonly dataDir: string;
  readonly database: TestDatabase;
  readonly store: Store;
  readonly app: ReturnType<typeof buildServer>;
  readonly metrics = new Metrics();
  readonly box = new SecretBox(Buffer.alloc(32, 7));
  now = new Date('2026-01-01T00:00:00Z');
  log = '';
  tokens: Record<Role | 'foreign', string> = { read: '', write: '', admin: '', foreign: '' };

  private constructor(
    dataDir: string,
    database: TestDatabase,
    store: Store,
    options: Partial<ServerOptions>,
  ) {
    this.dataDir = dataDir;
    this.database = database;
    this.store = store;
    const stream = {
      write: (line: string) => {
        this.log += line;
      },
    };
    this.app = buildServer({
      store: this.store,
      box: this.box,
      now: () => this.now,
      log: { level: 'info', stream },
      metrics: this.metrics,
      ...options,
    });
  }

  /** @param prepare puts an older database into the data directory @param options of the server, beyond the usual */
  static async open(
    prepare: (dataDir: string) => void = () => {},
    options: Partial<ServerOptions> = {},
  ): Promise<Workspace> {
    const dataDir = mkdtempSync(join(tmpdir(), 'flowlink-'));
    prepare(dataDir);
    const database = testDatabase(dataDir);
    const workspace = new Workspace(dataDir, database, await database.open(), options);
    await prepareKeys(workspace.store, workspace.box, workspace.now);
    workspace.tokens = {
      read: await workspace.token('read'),
      write: await workspace.token('write'),
      admin: await workspace.token('admin'),
      foreign: await workspace.token('admin', 'foreign-token', 'other'),
    };
    return workspace;
  }

  /** A new token; its name need not be its own. */
  async token(
    role: Role,
    name = `${role}-token`,
    workspace = 'acme',
    more: Partial<StoredToken> = {},
  ): Promise<string> {
    const made = newToken({ role, workspace, name }, this.now);
    await this.store.transaction(workspace, (tx) => tx.saveToken({ ...made.stored, ...more }));
    return made.token;
  }

  /** Listens on the loopback. @returns the port */
  async listen(): Promise<number> {
    await this.app.listen({ port: 0, host: '127.0.0.1' });
    return (this.app.server.address() as AddressInfo).port;
  }

  /** What a metric shows now; 0 before it shows anything. @param sample its name with its labels */
  metric(sample: string): number {
    const line = this.metrics
      .print()
      .split('\n')
      .find((text) => text.startsWith(`${sample} `));
    return Number(line?.slice(sample.length) ?? 0);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.store.close();
    rmSync(this.dataDir, { recursive: true });
  }

  wait(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  /** @param path below the workspace, or from /v1 @param token that of the role write by default */
  async call(
    method: Operation['method'],
    path: string,
    { body, headers = {}, token = this.tokens.write }: Options = {},
  ) {
    const url = /^\/v\d\//.test(path) ? path : `/v1/workspaces/acme${path}`;
    const response = await this.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const json = response.body.startsWith('{') ? response.json() : undefined;
    if (response.statusCode >= 400) expect(valid.problem(json), response.body).toBe(true);
    else if (json) expect(this.#validatorOf(method, url)(json), response.body).toBe(true);
    return { status: response.statusCode, json, headers: response.headers, text: response.body };
  }

  #validatorOf(method: string, url: string): Validator<unknown> {
    const path = url.split('?')[0] ?? '';
    const entries = Object.entries(operations) as [keyof typeof operations, Operation][];
    const found = entries.find(
      ([, operation]) =>
        operation.method === method &&
        new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    const validator = found && provenBy[found[0]];
    if (!validator) throw new Error(`No validator for ${method} ${path}`);
    return validator;
  }

  create(name = 'acme-us', more: Options = {}) {
    return this.call('PUT', `/connections/${name}`, {
      body: { config: config(), secrets: { access_token: SECRET } },
      headers: asNew(),
      ...more,
    });
  }

  /** Makes a managed connection, in the run RUN that has to hold the lock. */
  async apply(name = 'acme-us') {
    return (await this.create(name, { headers: asNew(RUN) })).json;
  }

  get(name = 'acme-us') {
    return this.call('GET', `/connections/${name}`);
  }

  lock(run = RUN, more: Options & { readonly seconds?: number } = {}) {
    const { seconds = 60, ...options } = more;
    return this.call('PUT', '/lock', { body: { run, holder: HOLDER, lease_seconds: seconds }, ...options });
  }

  /** All entries of the audit trail, the oldest first. */
  async audit(query = '') {
    return (await this.call('GET', `/audit${query}`)).json.entries.reverse();
  }

  /** Does what the running connector does. */
  async advance(change: (config: ConnectionConfig) => ConnectionConfig, name = 'acme-us'): Promise<void> {
    await this.store.transaction('acme', async (tx) => {
      const connection = await tx.connection('acme', name);
      if (!connection) throw new Error('missing');
      await tx.saveConnection({ ...connection, config: change(connection.config) });
    });
  }
}
