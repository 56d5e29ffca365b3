// Stands before a backend and lets writes of connections wait, so that a test can interrupt a run in the middle of them.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowBackend {
  readonly url: string;
  /** How many writes wait. */
  waiting(): number;
  close(): Promise<void>;
}

/** Passes everything on but writes of connections, which never get an answer and never arrive. */
export async function startSlowBackend(backend: string): Promise<SlowBackend> {
  let waiting = 0;
  const server = createServer((request, response) => {
    if (request.method === 'PUT' && /\/connections\//.test(request.url ?? '')) {
      waiting++;
      return;
    }
    void passOn(backend, request).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    waiting: () => waiting,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function passOn(backend: string, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const names = ['authorization', 'content-type', 'if-match', 'if-none-match', 'flowlink-run'];
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
