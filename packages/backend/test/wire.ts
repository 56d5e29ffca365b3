// Speaks to a server over a bare socket, so that a test decides every byte.
import { connect, type Socket } from 'node:net';
import * as valid from '@flowlink/schema/validators/responses';
import { expect } from 'vitest';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One connection, and all that came over it so far. */
export class Wire {
  readonly socket: Socket;
  #received = '';
  #closed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      this.#received += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
    });
  }

  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(new Wire(socket)));
      socket.once('error', reject);
    });
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get received(): string {
    return this.#received;
  }

  send(bytes: string | Uint8Array): this {
    this.socket.write(bytes);
    return this;
  }

  /** The answers so far; those that are not whole yet are left out. */
  answers(): Answer[] {
    const found: Answer[] = [];
    let rest = this.#received;
    while (rest !== '') {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) break;
      const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      const status = Number(first.split(' ')[1]);
      const length = status === 100 ? 0 : Number(headers['content-length'] ?? 0);
      if (rest.length < end + 4 + length) break;
      found.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) });
      rest = rest.slice(end + 4 + length);
    }
    return found;
  }
}

/** Holds an answer to be a problem document with the headers of every answer. @returns its code */
export function problemIn({ status, headers, body }: Answer): string {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers).toMatchObject(GUARDED);
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('x-powered-by');
  const problem: unknown = JSON.parse(body);
  if (!valid.problem(problem)) throw new Error(`Not a problem document: ${body}`);
  expect(problem.status).toBe(status);
  return problem.code;
}

/** What every answer carries. */
export const GUARDED = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
