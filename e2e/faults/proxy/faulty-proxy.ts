// Stands between flowlink and a backend and does to requests and answers what bad networks and proxies do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';

/** Each with its weight among the faults. A web page with 200 ends a run, so there are few. */
const FAULTS = {
  'dropped before': 4,
  'dropped after': 4,
  reset: 3,
  delayed: 4,
  'cut off': 3,
  'cut off in silence': 2,
  'sent twice': 4,
  'too many requests': 2,
  'error 500': 1,
  'error 502': 2,
  'error 503': 2,
  'page with 200': 1,
} as const;

type Fault = keyof typeof FAULTS;

const lottery = Object.entries(FAULTS).flatMap(([fault, weight]) =>
  Array<Fault>(weight).fill(fault as Fault),
);

export interface FaultyProxy {
  readonly url: string;
  /** How often each fault was committed. */
  readonly faults: ReadonlyMap<string, number>;
  /** How many requests came in. */
  requests(): number;
  /** How many requests that write came in again, by run, path and body; and how many of those the backend had already carried out. */
  repeated(): { retries: number; recognised: number };
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Buffer;
}

/** @param share how many of the exchanges suffer, from 0 to 1 */
export async function startFaultyProxy(backend: string, random: Random, share: number): Promise<FaultyProxy> {
  const faults = new Map<string, number>();
  const came = new Map<string, number>();
  const made = new Map<string, number>();
  let requests = 0;

  const handle = async (theirs: IncomingMessage, ours: ServerResponse) => {
    requests++;
    const fault = random.isLikely(share) ? random.pick(lottery) : undefined;
    if (fault) count(faults, fault);
    const body = await read(theirs);
    const run = theirs.headers['flowlink-run'];
    const write = run ? `${run} ${theirs.url} ${body.toString()}` : '';
    if (write) count(came, write);
    const forward = async () => {
      const answer = await passOn(backend, theirs, body);
      if (write && answer.status < 300) count(made, write);
      return answer;
    };
    await commit(fault, forward, theirs, ours);
  };
  const server = createServer((theirs, ours) => {
    // A client that has gone away, or a backend that has, ends the exchange like a fault.
    handle(theirs, ours).catch(() => ours.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests: () => requests,
    repeated: () => ({ retries: beyondFirst(came), recognised: beyondFirst(made) }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function commit(
  fault: Fault | undefined,
  forward: () => Promise<Answer>,
  theirs: IncomingMessage,
  ours: ServerResponse,
): Promise<void> {
  switch (fault) {
    case 'dropped before':
      ours.destroy();
      return;
    case 'reset':
      theirs.socket.resetAndDestroy();
      return;
    case 'dropped after':
      await forward();
      ours.destroy();
      return;
    case 'too many requests':
      ours.writeHead(429, { 'retry-after': '1', 'content-type': 'text/plain' }).end('Slow down');
      return;
    case 'error 500':
    case 'error 502':
    case 'error 503':
      page(ours, Number(fault.slice(-3)));
      return;
    case 'page with 200':
      page(ours, 200);
      return;
    case 'sent twice':
      await forward();
      send(ours, await forward());
      return;
    case 'cut off':
      cutOff(ours, await forward());
      return;
    case 'cut off in silence':
      cutOffInSilence(ours, await forward());
      return;
    case 'delayed':
      await sleep(200);
      send(ours, await forward());
      return;
    case undefined:
      send(ours, await forward());
  }
}

function send(ours: ServerResponse, { status, headers, body }: Answer): void {
  ours.writeHead(status, headers.flat()).end(body);
}

/** Less than was announced. */
function cutOff(ours: ServerResponse, { status, headers, body }: Answer): void {
  const announced = headers.filter(([name]) => name !== 'transfer-encoding' && name !== 'content-length');
  ours.writeHead(status, [...announced, ['content-length', String(body.length + 1)]].flat());
  ours.write(body.subarray(0, body.length >> 1), () => ours.destroy());
}

/** Nothing was announced, so only what the answer says can show that some of it is missing. */
function cutOffInSilence(ours: ServerResponse, { status, body }: Answer): void {
  const { socket } = ours;
  const type = 'content-type: application/json\r\nconnection: close';
  socket?.end(`HTTP/1.1 ${status} Cut\r\n${type}\r\n\r\n${body.subarray(0, body.length >> 1)}`);
}

function page(ours: ServerResponse, status: number): void {
  ours.writeHead(status, { 'content-type': 'text/html' }).end(`<html><h1>${status}</h1></html>`);
}

async function passOn(
  backend: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const { host: _host, connection: _connection, 'content-length': _length, ...others } = headers;
  const answer = await fetch(`${backend}${url}`, {
    method: method ?? 'GET',
    headers: others as Record<string, string>,
    ...(body.length > 0 ? { body } : {}),
  });
  const kept = [...answer.headers].filter(
    ([name]) => !/^(connection|keep-alive|transfer-encoding)$/.test(name),
  );
  return { status: answer.status, headers: kept, body: Buffer.from(await answer.arrayBuffer()) };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function beyondFirst(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, times) => sum + times - 1, 0);
}
