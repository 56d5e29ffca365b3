// Backends on one database, a workspace full of connections, and clients that work on it all at once.
import { type Backend, serveBackend } from '../../src/programs.ts';
import type { DatabaseUnderTest } from '../databases.ts';
import { Random } from '../random.ts';
import { Records } from '../records.ts';
import { Applier } from './applier.ts';
import type { Tally } from './tally.ts';
import { TimedClient } from './timed-client.ts';
import { Visitor } from './visitor.ts';

export const WORKSPACE = 'acme';

/**
 * V8 enlarges its young generation at a moment of its own, a step of some 70 MiB that looks like a leak. Kept at 16 MiB it has its size
 * before the warm-up is over.
 */
const YOUNG_GENERATION = '--max-semi-space-size=16';

/** Connections that apply holds at once. */
const APPLY_CLIENTS = 4;

type Served = Omit<Backend, 'dataDir'>;

export class LoadScene {
  readonly backends: readonly Served[];
  readonly token: string;
  readonly names: readonly string[];
  readonly #clients: number;
  readonly #seed: number;

  private constructor(
    backends: readonly Served[],
    token: string,
    names: readonly string[],
    clients: number,
    seed: number,
  ) {
    this.backends = backends;
    this.token = token;
    this.names = names;
    this.#clients = clients;
    this.#seed = seed;
  }

  /** @param clients how many work at once, one of them as CI if there are enough */
  static async open(
    database: DatabaseUnderTest,
    {
      instances,
      connections,
      clients,
      seed,
    }: { instances: number; connections: number; clients: number; seed: number },
  ): Promise<LoadScene> {
    const serving = {
      ...database,
      flags: ['--rate-limit', 'off'],
      environment: { ...database.environment, NODE_OPTIONS: YOUNG_GENERATION },
    };
    const backends = [await serveBackend(serving)];
    while (backends.length < instances) backends.push(await serveBackend(serving));
    const token = (await backends[0]?.token(WORKSPACE, 'write')) ?? '';
    const names = Array.from({ length: connections }, (_, index) => `shop-${index}`);
    return new LoadScene(backends, token, names, clients, seed);
  }

  /** Makes all connections. */
  async fill(tally: Tally): Promise<void> {
    const left = [...this.names];
    await this.#together(tally, this.#clients, async (visitor) => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) await visitor.create(name);
    });
  }

  /** All clients work until it is over. @param isOver asked before each step of each client */
  async work(tally: Tally, isOver: () => boolean): Promise<void> {
    const appliers = Array.from({ length: APPLY_CLIENTS }, (_, index) => this.#client(index, tally));
    const applier = new Applier(appliers, this.names, new Random(this.#seed), tally);
    const untilOver = async (act: () => Promise<void>) => {
      while (!isOver() && tally.errors.length === 0) await act();
    };
    await Promise.all([
      untilOver(() => applier.act()),
      this.#together(tally, this.#clients - APPLY_CLIENTS, (visitor) => untilOver(() => visitor.act())),
    ]);
    await Promise.all(appliers.map((client) => client.close()));
  }

  /** What the backends keep of the workspace. */
  records(): Records {
    const [{ url }] = this.backends as readonly [Served];
    const headers = { authorization: `Bearer ${this.token}` };
    return new Records({
      workspaceRequest: (_method, path) => fetch(`${url}/v1/workspaces/${WORKSPACE}${path}`, { headers }),
    });
  }

  async close(): Promise<void> {
    for (const backend of this.backends) await backend.kill();
  }

  async #together(tally: Tally, count: number, act: (visitor: Visitor) => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const client = this.#client(index, tally);
        const random = new Random(this.#seed + 1 + index);
        await act(new Visitor(client, this.names, random, tally, `visitor-${index}`));
        await client.close();
      }),
    );
  }

  #client(index: number, tally: Tally): TimedClient {
    const backend = this.backends[index % this.backends.length] as Served;
    return new TimedClient(backend.url, WORKSPACE, this.token, tally);
  }
}
