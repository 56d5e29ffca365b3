// What the transport makes of servers that stall, drip, flood, cut off or close, each one real.
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Transport } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

const LIMITS = { connectMs: 1_000, silenceMs: 1_000, exchangeMs: 1_500, answerBytes: 100_000 };

let transport: Transport & { close(): Promise<void> };
let closeServer: () => void = () => {};

beforeEach(() => {
  transport = undiciTransport({}, LIMITS);
});
afterEach(async () => {
  await transport.close();
  closeServer();
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => void sockets.add(socket));
  closeServer = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const serving = (listener: RequestListener) => listening(createServer(listener));
/** Writes what it is given as soon as somebody asks. */
const saying = (text: string, isLast = true) =>
  listening(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => (isLast ? socket.end(text) : socket.write(text)));
    }),
  );
const get = (url: string, withinMs?: number) =>
  transport.send({ method: 'GET', url, headers: {}, ...(withinMs === undefined ? {} : { withinMs }) });

const timeout = { error: 'timeout', seconds: expect.any(Number) };

test.for<[string, () => Promise<string>]>([
  ['says nothing', () => serving(() => {})],
  ['says nothing after the header', () => serving((_request, response) => void response.write('{'))],
  ['stops in the middle of the header', () => saying('HTTP/1.1 200 OK\r\ncontent-', false)],
])('a server that %s runs into a time limit', async ([, start]) => {
  expect(await get(await start())).toEqual(timeout);
});

test('a server that drips for ever runs into the limit of the whole exchange', async () => {
  let drips = 0;
  const url = await serving((_request, response) => {
    response.write('{');
    const timer = setInterval(() => response.write(' ') && drips++, 100);
    response.on('close', () => clearInterval(timer));
  });
  expect(await get(url)).toEqual({ error: 'timeout', seconds: 2 });
  expect(drips).toBeGreaterThan(5);
});

test('the sender may allow less', async () => {
  expect(await get(await serving(() => {}), 299.5)).toEqual({ error: 'timeout', seconds: 1 });
});

test('an answer without end is given up once it is too large', async () => {
  let written = 0;
  const url = await serving((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000))) written += 10_000;
    };
    response.on('drain', more).on('error', () => {});
    more();
  });
  const answer = await get(url);
  expect(answer).toMatchObject({ error: 'unreachable', obstacle: 'answer' });
  expect(JSON.stringify(answer)).toContain('its answer is larger than');
  expect(written).toBeLessThan(50_000_000);
});

test.for<[string, string, string]>([
  ['shorter than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"conn', 'broken off'],
  [
    'without its last chunk',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{"conn\r\n',
    'broken off',
  ],
  ['nothing at all', '', 'broken off without an answer'],
])('an answer that is cut off may be asked for again: %s', async ([, text, words]) => {
  const answer = await get(await saying(text));
  expect(answer).toMatchObject({ error: 'unreachable', brokenOff: true });
  expect(answer).not.toHaveProperty('obstacle');
  expect(JSON.stringify(answer)).toContain(words);
});

test('a header without end is no HTTP', async () => {
  expect(await get(await saying(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1_000_000)}`))).toMatchObject({
    obstacle: 'answer',
  });
});

test('a kept connection that the server has closed is told from one that never was', async () => {
  const url = await serving((_request, response) => response.end('{}'));
  expect(await get(url)).toMatchObject({ status: 200 });
  closeServer();
  expect(await get(url)).toMatchObject({ error: 'unreachable' });
});

test('redirects are not followed, and nothing compressed is asked for', async () => {
  const asked: string[] = [];
  const url = await serving((request, response) => {
    asked.push(`${request.url} ${request.headers['accept-encoding']}`);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await get(url)).toMatchObject({ status: 307 });
  expect(asked).toEqual(['/ undefined']);
});

test('one connection is used again for what comes after, and several for what comes at once', async () => {
  const sockets = new Set<unknown>();
  const url = await serving((request, response) => {
    sockets.add(request.socket);
    response.end('{}');
  });
  for (let i = 0; i < 5; i++) await get(url);
  expect(sockets.size).toBeLessThan(3);
  await Promise.all(Array.from({ length: 200 }, () => get(url)));
  expect(sockets.size).toBeLessThanOrEqual(64);
});

test('closing the transport ends what is under way, for good', async () => {
  const url = await serving(() => {});
  const answer = get(url);
  await transport.close();
  expect(await answer).toMatchObject({ error: 'unreachable', obstacle: 'closed' });
});
