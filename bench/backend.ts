// How many requests the backend answers, against bare Fastify on SQLite; and how long it takes to start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveBackend } from '../e2e/src/programs.ts';
import { median } from './compare.ts';

const floorProgram = fileURLToPath(new URL('./backend-floor.js', import.meta.url));
const ROOT = '/v1/workspaces/bench/connections';
const CONNECTIONS = 1000;
/** Requests under way at once. */
const CLIENTS = 16;
const TARGET = 0.6;

interface Server {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  kill(): Promise<void>;
}

/** Requests of one kind; `count` of them in each round. */
interface Work {
  readonly name: string;
  readonly count: number;
  /** @param index from 0 */
  readonly request: (index: number) => {
    readonly method: 'GET' | 'PUT';
    readonly path: string;
    readonly body?: object;
  };
}

/** Requests a second, on the wall and for each second of processor time that the server took. */
interface Rates {
  readonly wall: number[];
  readonly processor: number[];
}

const nameOf = (index: number) => `shop-${String(index % CONNECTIONS).padStart(4, '0')}`;
const write = (index: number) => ({
  config: {
    platform: 'bigcommerce',
    store_url: `https://shop-${index}.mybigcommerce.com`,
    store_hash: `hash${index % CONNECTIONS}`,
    client_id: '0client0id0of0a0test0account000',
    scopes: ['store_v2_orders_read_only', 'store_v2_products', 'store_v2_information_read_only'],
    workflows: { orders: { action: 'get_orders' }, stock: { action: 'set_inventory' } },
  },
  secrets: { access_token: '0123456789abcdef0123456789abcde' },
});

/** Every connection is written once in each round, which gives it the next revision in the order of names. */
const works: readonly Work[] = [
  {
    name: 'PUT, replaced or made',
    count: CONNECTIONS,
    request: (index) => ({ method: 'PUT', path: `${ROOT}/${nameOf(index)}`, body: write(index) }),
  },
  {
    name: 'GET',
    count: 4 * CONNECTIONS,
    request: (index) => ({ method: 'GET', path: `${ROOT}/${nameOf(index)}` }),
  },
  {
    name: 'list, 100 a page',
    count: 200,
    request: () => ({ method: 'GET', path: `${ROOT}?limit=100` }),
  },
  {
    name: 'list, 1000 a page',
    count: 40,
    request: () => ({ method: 'GET', path: `${ROOT}?limit=1000` }),
  },
];

/** @param work an empty folder */
export async function backendThroughput(work: string, { rounds = 7, seconds = 60 } = {}): Promise<void> {
  const floor = await startFloor(join(work, 'floor'));
  const backend = await startReal(join(work, 'throughput'));
  const servers = [floor, backend];
  const rates = new Map(
    servers.map(({ name }) => [name, works.map((): Rates => ({ wall: [], processor: [] }))]),
  );
  const revisions = new Map<string, string>();
  try {
    const end = performance.now() + seconds * 1000;
    // The first round makes the connections, lets both warm up, and does not count.
    for (let round = -1; round < rounds && (round < 3 || performance.now() < end); round++) {
      for (const [index, one] of works.entries()) {
        for (const server of servers) {
          const rate = await rateOf(server, one, revisions);
          if (round < 0) continue;
          rates.get(server.name)?.[index]?.wall.push(rate.wall);
          rates.get(server.name)?.[index]?.processor.push(rate.processor);
        }
      }
    }
  } finally {
    for (const server of servers) await server.kill();
  }
  const [of, real] = [rates.get(floor.name) ?? [], rates.get(backend.name) ?? []];
  console.log(
    `\nThe backend on SQLite: ${CLIENTS} requests at once, medians of ${real[0]?.wall.length} rounds, requests a second`,
  );
  console.log(
    `${'of the wall: floor, backend, share'.padStart(36)}${'of the processor'.padStart(32)}    target`,
  );
  for (const [index, { name, count }] of works.entries()) {
    const cells = (['wall', 'processor'] as const).flatMap((kind) => {
      const [least, ours] = [median(of[index]?.[kind] ?? []), median(real[index]?.[kind] ?? [])];
      return [
        least.toFixed(0).padStart(12),
        ours.toFixed(0).padStart(9),
        (ours / least).toFixed(2).padStart(9),
      ];
    });
    console.log(`${cells.join('')}${TARGET.toFixed(1).padStart(10)}  ${name} (${count} a round)`);
  }
}

/** How long it takes until it listens, on a database that is there. @param work an empty folder */
export async function backendStart(work: string, { rounds = 9 } = {}): Promise<void> {
  const starts = [() => startFloor(join(work, 'floor')), () => serve(join(work, 'start'))];
  const times = starts.map((): number[] => []);
  // The first round makes the databases, and does not count.
  for (let round = -1; round < rounds; round++) {
    for (const [index, start] of starts.entries()) {
      const started = performance.now();
      const server = await start();
      if (round >= 0) times[index]?.push(performance.now() - started);
      await server.kill();
    }
  }
  const [floor, backend] = times.map(median) as [number, number];
  console.log(`\nThe backend until it listens: median of ${rounds} rounds`);
  console.log(`${floor.toFixed(0).padStart(8)} ms   1.00  bare Fastify on SQLite`);
  console.log(
    `${backend.toFixed(0).padStart(8)} ms   ${(backend / floor).toFixed(2)}  flowlink-backend serve`,
  );
}

async function rateOf(
  { url, token }: Server,
  { count, request }: Work,
  revisions: Map<string, string>,
): Promise<{ wall: number; processor: number }> {
  const before = await processorSeconds(url);
  const started = performance.now();
  let next = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const client = async () => {
    while (next < count) {
      const { method, path, body } = request(next++);
      const key = url + path;
      const known = revisions.get(key);
      const condition = known === undefined ? { 'if-none-match': '*' } : { 'if-match': known };
      const asked = send(url + path, {
        agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json', ...condition } : {}),
        },
      });
      asked.end(body ? JSON.stringify(body) : undefined);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      await once(answer.resume(), 'end');
      if (answer.statusCode !== 200 && answer.statusCode !== 201)
        throw new Error(`${method} ${path}: ${answer.statusCode}`);
      if (body && answer.headers.etag) revisions.set(key, answer.headers.etag);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  const wall = (performance.now() - started) / 1000;
  const processor = (await processorSeconds(url)) - before;
  return { wall: count / wall, processor: count / processor };
}

async function processorSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total ([\d.]+)$/m.exec(text)?.[1]);
}

async function startFloor(folder: string): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, [floorProgram, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    name: 'floor',
    url: line.split(' ').at(-1) ?? '',
    token: '',
    async kill() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const serve = (dataDir: string) =>
  serveBackend({ database: ['--data', dataDir], flags: ['--rate-limit', 'off'] });

async function startReal(dataDir: string): Promise<Server> {
  const backend = await serve(dataDir);
  const token = await backend.token('bench', 'write');
  return { name: 'backend', url: backend.url, token, kill: () => backend.kill() };
}
