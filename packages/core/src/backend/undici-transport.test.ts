// Which way requests go when the environment names a proxy, and what is said of failures on the way.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPassing } from './retry.ts';
import type { Answer } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

let server: Server;
let port: number;
let tunnels: string[];

/** Answers plain requests, and as a proxy refuses every tunnel. */
beforeEach(async () => {
  tunnels = [];
  server = createServer((_request, response) => response.end('hello'));
  server.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

async function ask(url: string, environment: Record<string, string>): Promise<Answer> {
  const transport = undiciTransport(environment);
  try {
    return await transport.send({ method: 'GET', url, headers: {} });
  } finally {
    await transport.close();
  }
}

const reasonOf = (answer: Answer) => ('reason' in answer ? answer.reason : answer);

test.for([
  ['HTTPS_PROXY', (address: string) => ({ HTTPS_PROXY: `http://user:pass-word@${address}` })],
  ['without a scheme', (address: string) => ({ HTTPS_PROXY: address })],
  ['lower case first', (address: string) => ({ https_proxy: address, HTTPS_PROXY: 'http://127.0.0.1:1' })],
  ['no word of NO_PROXY', (address: string) => ({ HTTPS_PROXY: address, NO_PROXY: 'example.com,.org' })],
] as const)('goes through the proxy: %s', async ([, environment]) => {
  const answer = await ask('https://flowlink.invalid/v1', environment(`127.0.0.1:${port}`));
  expect(tunnels).toEqual(['flowlink.invalid:443']);
  expect(reasonOf(answer)).toMatch(/; HTTPS_PROXY names a proxy$/);
  expect(JSON.stringify(answer)).not.toContain('pass-word');
});

test.for(['flowlink.invalid', '.invalid', '*'])('NO_PROXY=%s goes past it', async (NO_PROXY) => {
  const answer = await ask('https://flowlink.invalid/', { HTTPS_PROXY: `127.0.0.1:${port}`, NO_PROXY });
  expect(answer).toHaveProperty('error');
  expect(tunnels).toEqual([]);
});

test('this machine is reached without it, and so is everything where there is none', async () => {
  for (const environment of [{ HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' }, {}]) {
    const answer = await ask(`http://127.0.0.1:${port}/`, environment);
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
  }
  expect(tunnels).toEqual([]);
});

async function proxyAnswering(statusLine: string): Promise<string> {
  server.removeAllListeners('connect');
  server.on('connect', (_request, socket) => socket.end(`${statusLine}\r\n\r\n`));
  return `http://127.0.0.1:${port}`;
}

test.for<[string, string, boolean]>([
  ['HTTP/1.1 407 Proxy Authentication Required', 'wants a user and password, or others', false],
  ['HTTP/1.1 403 Forbidden', 'does not let requests through to it (403)', false],
  ['HTTP/1.1 504 Gateway Timeout', 'did not get through to it (504)', true],
  ['SSH-2.0-OpenSSH_9.7', 'does not speak HTTP', false],
])('a proxy that refuses is told as such: %s', async ([statusLine, words, passing]) => {
  const answer = await ask('https://flowlink.invalid/', { HTTPS_PROXY: await proxyAnswering(statusLine) });
  expect(reasonOf(answer)).toContain(words);
  expect(reasonOf(answer)).toMatch(/; HTTPS_PROXY names a proxy$/);
  expect(isPassing(answer)).toBe(passing);
});

test('a proxy that nobody reaches', async () => {
  const answer = await ask('https://flowlink.invalid/', { HTTPS_PROXY: 'http://127.0.0.1:1' });
  expect(reasonOf(answer)).toBe('nothing listens there (ECONNREFUSED); HTTPS_PROXY names a proxy');
});

test.for(['http://', '::', 'ftp://proxy.example.com', 'http://a b'])(
  'HTTPS_PROXY=%s is no proxy, which is data and no exception',
  async (HTTPS_PROXY) => {
    const answer = await ask('https://flowlink.invalid/', { HTTPS_PROXY });
    expect(answer).toMatchObject({ error: 'unreachable', obstacle: 'proxy' });
    expect(await ask(`http://127.0.0.1:${port}/`, { HTTPS_PROXY })).toMatchObject({ status: 200 });
  },
);
