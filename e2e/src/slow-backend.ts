// Stands before a backend and lets writes of connections wait, so that a test can look at a run in the middle of them.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlowBackend {
  readonly url: string;
  /** How many writes wait. */
  waiting(): number;
  close(): Promise<void>;
}

/**
 * Passes everything on; writes of connections only after a while.
 *
 * @param holdMs for how long the write with this number waits, from 0; by default none ever arrives or gets an answer
 */
export async function startSlowBackend(
  backend: string,
  holdMs: (write: number) => number = () => Number.POSITIVE_INFINITY,
): Promise<SlowBackend> {
  let [writes, waiting] = [0, 0];
  const server = createServer((request, response) => {
    const pass = async () => {
      const answer = await passOn(backend, request);
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    };
    if (request.method !== 'PUT' || !/\/connections\//.test(request.url ?? '')) {
      void pass();
      return;
    }
    waiting++;
    const ms = holdMs(writes++);
    if (ms === Number.POSITIVE_INFINITY) return;
    setTimeout(() => {
      waiting--;
      void pass();
    }, ms);
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
