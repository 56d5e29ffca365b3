// The HTTP server: hands each request to the stores or to the controls, and sends what comes back.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { answerCall } from './api/answer-call.ts';
import { answerControl, type Controls } from './control/control.ts';
import type { Requests } from './requests.ts';
import type { LiveStore } from './stores/live-store.ts';

export interface ServerOptions {
  /** By hash. */
  readonly stores: ReadonlyMap<string, LiveStore>;
  readonly controls: Controls;
  readonly requests: Requests;
  /** The time in milliseconds. */
  readonly clock: () => number;
}

export function buildServer(options: ServerOptions): Server {
  // A client that goes away while it sends or waits is not an error.
  return createServer((request, response) => {
    serve(options, request, response).catch(() => response.destroy());
  });
}

async function serve(options: ServerOptions, request: IncomingMessage, response: ServerResponse) {
  const { method = '', url = '' } = request;
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  if (path.startsWith('/_sandbox/')) {
    return send(response, answerControl(options.controls, method, path, await text(request)));
  }

  const [, hash = '', rest = path] = /^\/stores\/([^/]*)(.*)$/s.exec(path) ?? [];
  response.once('close', options.requests.begin(hash, method, rest));
  const token = request.headers['x-auth-token'];
  const { answer, delayMs } = answerCall(
    options.stores.get(hash),
    {
      method,
      path: rest,
      query: new URLSearchParams(query),
      token: typeof token === 'string' ? token : undefined,
      secureAddress: `https://${request.headers.host}${url}`,
    },
    options.clock(),
  );
  if (answer === 'hang') return;
  if (answer === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (delayMs > 0) await delay(delayMs, undefined, { signal: untilClosed(response) });
  send(response, answer);
}

function untilClosed(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  if (body !== undefined) response.setHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
