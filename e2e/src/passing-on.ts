// Stands before a backend and passes requests on, but for those that a test wants to answer otherwise.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PassingOn {
  readonly url: string;
  close(): Promise<void>;
}

/** @param take answers a request in the backend's place, or leaves it without an answer, perhaps after a while; true if it is not to be passed on */
export async function passOnTo(
  backend: string,
  take: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>,
): Promise<PassingOn> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (await take(request, response)) return;
    const theirs = await passOn(backend, request);
    response.writeHead(theirs.status, { 'content-type': theirs.headers.get('content-type') ?? '' });
    response.end(await theirs.text());
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Whether a request writes connections. */
export function writesConnection({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'PUT' && /\/connections\//.test(url)) || (method === 'POST' && /\/batch$/.test(url));
}

async function passOn(backend: string, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const names = [
    'authorization',
    'content-type',
    'if-match',
    'if-none-match',
    'flowlink-run',
    'flowlink-user',
    'user-agent',
  ];
  const headers = names.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const body = chunks.length > 0 ? Buffer.concat(chunks).toString('utf8') : undefined;
  return fetch(`${backend}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body === undefined ? {} : { body }),
  });
}
