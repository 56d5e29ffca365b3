// The real side of a history: a workspace on a running backend, reached over HTTP by core and by hand.
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningBackend, startBackend } from '@flowlink/backend';
import { type Ports, type ProjectFiles, type Transport, undiciTransport } from '@flowlink/core';
import type { Connection } from '@flowlink/schema';
import { checkedTransport } from '../contract/checked-transport.ts';

/** A backend for many histories, each with a workspace of its own. */
export class Site {
  readonly transport = checkedTransport(undiciTransport());
  readonly backend: RunningBackend;
  readonly #folder: string;
  readonly #time: { now: Date };
  #workspaces = 0;

  private constructor(backend: RunningBackend, folder: string, time: { now: Date }) {
    this.backend = backend;
    this.#folder = folder;
    this.#time = time;
  }

  static async open(): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'flowlink-model-'));
    const time = { now: new Date('2026-01-01T00:00:00Z') };
    const backend = await startBackend({
      database: { dataDir: folder },
      port: 0,
      host: '127.0.0.1',
      now: () => time.now,
    });
    return new Site(backend, folder, time);
  }

  /** The time here and on the backend. */
  get now(): Date {
    return this.#time.now;
  }

  wait(seconds: number): void {
    this.#time.now = new Date(this.now.getTime() + seconds * 1000);
  }

  async close(): Promise<void> {
    await this.transport.close();
    await this.backend.close();
    rmSync(this.#folder, { recursive: true });
  }

  async workspace(): Promise<World> {
    const workspace = `w${++this.#workspaces}`;
    const token = await this.backend.createToken({ workspace, role: 'write', name: 'model' });
    return new World(this, workspace, token);
  }
}

export class World {
  readonly site: Site;
  readonly workspace: string;
  readonly #token: string;

  constructor(site: Site, workspace: string, token: string) {
    this.site = site;
    this.workspace = workspace;
    this.#token = token;
  }

  /** @param files by path @param transport what stands between core and the backend */
  ports(
    files: Readonly<Record<string, string>>,
    variables: Readonly<Record<string, string>>,
    transport: Transport = this.site.transport,
  ): Ports {
    const { workspace, site } = this;
    return {
      files: inMemory(files),
      environment: {
        ...variables,
        FLOWLINK_URL: site.backend.url,
        FLOWLINK_WORKSPACE: workspace,
        FLOWLINK_TOKEN: this.#token,
      },
      transport,
      clock: {
        now: () => site.now,
        sleep: () => new Promise((resolve) => setImmediate(resolve)),
        every: () => () => {},
        random: () => 0.5,
      },
      randomHex: (bytes) => randomBytes(bytes).toString('hex'),
      toolVersion: '0.0.0-test',
    };
  }

  /** A request past flowlink, as the user interface makes. @returns the body; a refusal fails the test */
  async byHand(
    user: string,
    method: 'PUT' | 'POST' | 'DELETE',
    path: string,
    body: unknown,
    revision: number | undefined,
  ): Promise<void> {
    const precondition = revision === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` };
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...precondition, ...json, 'flowlink-user': user };
    await this.#request(method, `connections/${path}`, headers, body);
  }

  async connections(): Promise<Map<string, Connection>> {
    const answer = await this.#request('GET', 'connections', {});
    const { connections } = JSON.parse(answer) as { connections: Connection[] };
    return new Map(connections.map((connection) => [connection.name, connection]));
  }

  /** The user who holds the lock. */
  async lockedBy(): Promise<string | undefined> {
    const { lock } = JSON.parse(await this.#request('GET', 'lock', {})) as {
      lock: { holder: { user: string } } | null;
    };
    return lock?.holder.user;
  }

  async #request(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<string> {
    const answer = await this.site.transport.send({
      method,
      url: `${this.site.backend.url}/v1/workspaces/${this.workspace}/${path}`,
      headers: { authorization: `Bearer ${this.#token}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if ('error' in answer || answer.status >= 300)
      throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}

/** Whether the backend's fingerprint is that of the token. */
export function isFingerprintOf(
  { salt, fingerprint }: { salt: string; fingerprint: string },
  token: string,
): boolean {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(token).digest('hex') === fingerprint;
}

/** A project whose files are these. */
export function inMemory(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    async read(path) {
      const text = files[path];
      return text === undefined ? { failure: 'missing', reason: 'ENOENT' } : { text };
    },
    async list() {
      return { entries: Object.keys(files).map((name) => ({ name, kind: 'file' })) };
    },
  };
}
