// What flowlink says of the way to the backend: certificates of an own authority, proxies, redirects, tokens that cannot be sent.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authority } from '../../packages/core/test/certificates.ts';
import { startInProcessBackend } from '../src/in-process-backend.ts';
import { Workplace } from '../src/workplace.ts';

const ours = authority('Example Corporation Root');

let place: Workplace;
let front: Server;
let refusing: Server;

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  place = await Workplace.open('acme', startInProcessBackend);
  place.write('flowlink.yaml', 'workspace: acme\nconnections: {}\n');
  place.write('ca.pem', ours.cert);
  // Ends TLS before the backend, as a reverse proxy does; below /moved it sends people elsewhere.
  front = createServer(ours.issue(), async ({ url, headers }, response) => {
    if (url?.startsWith('/moved')) {
      response.writeHead(302, { location: 'https://login.example.com/?secret=1' }).end();
      return;
    }
    const { authorization = '', 'user-agent': agent = '' } = headers;
    const answer = await fetch(`${place.backend.url}${url}`, {
      headers: { authorization, 'user-agent': agent },
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  });
  refusing = createHttpServer().on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  );
  const url = `https://localhost:${await portOf(front)}`;
  place.environment = { ...place.environment, FLOWLINK_URL: url };
});

afterAll(async () => {
  front.close();
  refusing.close();
  await place.close();
});

const trusted = () => ({ NODE_EXTRA_CA_CERTS: join(place.project, 'ca.pem') });

test('an authority of one’s own is trusted where NODE_EXTRA_CA_CERTS names it, and nowhere else', async () => {
  expect(await place.flowlink('plan', trusted())).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = await place.flowlink('plan');
  expect(status).toBe(1);
  expect(stderr).toContain('error[backend-tls]: There is no secure connection to the backend');
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('NODE_EXTRA_CA_CERTS can name a file');
});

test('a redirect is told and not followed', async () => {
  const FLOWLINK_URL = `${place.environment.FLOWLINK_URL}/moved`;
  const { status, stderr } = await place.flowlink('plan', { ...trusted(), FLOWLINK_URL });
  expect(status).toBe(1);
  expect(stderr).toContain('error[backend-not-flowlink]');
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('a redirect to https://login.example.com (not followed');
  expect(stderr).not.toContain('secret=1');
});

test('a proxy that wants a password is told as such', async () => {
  const HTTPS_PROXY = `http://127.0.0.1:${await portOf(refusing)}`;
  const FLOWLINK_URL = 'https://flowlink.example.com';
  const { status, stderr } = await place.flowlink('plan', { FLOWLINK_URL, HTTPS_PROXY });
  expect(status).toBe(1);
  expect(stderr).toContain('error[backend-proxy]');
  expect(stderr).toContain('(407)');
});

test('a token that was copied with more than itself is told before anything is sent', async () => {
  for (const FLOWLINK_TOKEN of ['fl_one\nfl_two', 'fl_\u201cquoted\u201d']) {
    const { status, stderr } = await place.flowlink('plan', { FLOWLINK_TOKEN });
    expect(status).toBe(1);
    expect(stderr).toContain('error[malformed-secret]');
    expect(stderr).not.toMatch(/fl_one|quoted/);
  }
});
