// What is said of a server's certificate and TLS, by real servers that have each of the faults.
import { createServer as createPlainServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { authority, expired, forAnotherHost, notYetValid, selfSigned } from '../../test/certificates.ts';
import { describeFailure } from './failure.ts';
import { isPassing } from './retry.ts';
import type { Answer } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

const ours = authority('FlowLink test authority');
const theirs = authority('Another authority');

let server: Server | undefined;
afterEach(() => void server?.close());

async function listening(started: Server): Promise<string> {
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const secure = (options: ServerOptions) =>
  listening(createServer(options, (_request, response) => response.end('hello')));

/** As NODE_EXTRA_CA_CERTS does; that variable itself is tried with the real program, in e2e. */
beforeAll(() => setDefaultCACertificates([...getCACertificates(), ours.cert]));

async function ask(url: string): Promise<Answer> {
  const transport = undiciTransport();
  try {
    return await transport.send({ method: 'GET', url, headers: {} });
  } finally {
    await transport.close();
  }
}

async function told(url: string) {
  const answer = await ask(url);
  if (!('error' in answer) || answer.error !== 'unreachable') throw new Error(JSON.stringify(answer));
  const { error: kind, ...why } = answer;
  const { code, detail } = describeFailure({ kind, url, ...why });
  return { code, detail: detail.replaceAll(/:\d{4,5}/g, ':PORT'), isPassing: isPassing(answer) };
}

test('an authority that this machine trusts is trusted', async () => {
  const host = await secure(ours.issue());
  expect(await ask(`https://${host}/`)).toMatchObject({ status: 200, body: 'hello' });
});

test.for<[string, ServerOptions, RegExp]>([
  ['self-signed', selfSigned(), /its certificate is self-signed; NODE_EXTRA_CA_CERTS/],
  ['by an unknown authority', theirs.issue(), /by an authority that is not known here; NODE_EXTRA_CA_CERTS/],
  ['by an unknown authority that it brings along', withChain(), /by an authority that is not known here/],
  ['expired', ours.issue(expired), /its certificate has expired/],
  ['not valid yet', ours.issue(notYetValid), /is not valid yet, or the clock of this machine is wrong/],
  ['for another host', ours.issue(forAnotherHost), /its certificate is for another host/],
  [
    'too old a protocol',
    { ...ours.issue(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
    /it offers only versions of TLS that are too old/,
  ],
  [
    'no cipher in common',
    { ...ours.issue(), maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' },
    /no secure connection came about \(ERR_SSL_/,
  ],
])('refused, once and for all: %s', async ([, options, words]) => {
  const { code, detail, isPassing } = await told(`https://${await secure(options)}/v1`);
  expect(detail).toMatch(words);
  expect({ code, isPassing }).toEqual({ code: 'backend-tls', isPassing: false });
});

function withChain(): ServerOptions {
  const leaf = theirs.issue();
  return { cert: `${leaf.cert}${theirs.cert}`, key: leaf.key };
}

test('plain HTTP behind an https address', async () => {
  const host = await listening(createPlainServer((_request, response) => response.end('hello')));
  expect(await told(`https://${host}/`)).toEqual({
    code: 'backend-tls',
    detail:
      'There is no secure connection to https://127.0.0.1:PORT: what answers there does not speak TLS, so scheme or port is wrong.',
    isPassing: false,
  });
});

test('TLS behind an http address', async () => {
  const { code, detail } = await told(`http://${await secure(ours.issue())}/`);
  expect(code).toBe('backend-unreachable');
  expect(detail).toMatch(/broken off without an answer, as by a server that wants https\.$/);
});

test('something else than HTTP', async () => {
  const host = await listening(createTcpServer((socket) => socket.end('220 mail.example.com ESMTP\r\n')));
  expect(await told(`http://${host}/`)).toEqual({
    code: 'backend-not-flowlink',
    detail:
      'http://127.0.0.1:PORT does not answer as a FlowLink backend does: what answers there does not speak HTTP, but perhaps HTTPS.',
    isPassing: false,
  });
});
