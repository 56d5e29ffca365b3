// Stands before a backend, passes everything on as it is, and notes what does not conform to the contract.
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Exchange, problemsOf } from './conformance.ts';

export interface Recording {
  /** What clients are to reach in the backend's place. */
  readonly url: string;
  /** What did not conform, each once. */
  problems(): readonly string[];
  close(): Promise<void>;
}

/** @param backend its address; without it, or if it breaks off, so does the connection to the client */
export async function recordBefore(backend: string): Promise<Recording> {
  const problems = new Set<string>();
  const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestBody = await bodyOf(request);
    const theirs = await answerOf(backend, request, requestBody);
    const responseBody = await bodyOf(theirs);
    for (const problem of problemsOf(exchangeOf(request, requestBody, theirs, responseBody)))
      problems.add(problem);
    response.writeHead(theirs.statusCode ?? 0, theirs.rawHeaders);
    response.end(responseBody);
  };
  const server = createServer((request, response) => {
    passOn(request, response).catch(() => response.destroy());
  });
  // Longer than the backend's, so that what a client learns from the backend of idle connections is true here.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    problems: () => [...problems],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answerOf(
  backend: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const passed = send(`${backend}${url}`, { method, headers }, resolve);
    passed.on('error', reject);
    passed.end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function exchangeOf(
  request: IncomingMessage,
  requestBody: Buffer,
  theirs: IncomingMessage,
  responseBody: Buffer,
): Exchange {
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    requestHeaders: request.headers as Exchange['requestHeaders'],
    requestBody: requestBody.toString('utf8'),
    status: theirs.statusCode ?? 0,
    responseHeaders: theirs.headers as Exchange['responseHeaders'],
    responseBody: responseBody.toString('utf8'),
  };
}
