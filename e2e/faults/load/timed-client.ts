// A client with one connection that it keeps: every request is timed, and every answer that it did not ask for noted.
import { Client } from 'undici';
import type { Kind, Tally } from './tally.ts';

export interface Sent {
  readonly method?: 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer may be; 200 without it. */
  readonly statuses?: readonly number[];
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export class TimedClient {
  readonly #client: Client;
  readonly #root: string;
  readonly #token: string;
  readonly #tally: Tally;

  /** @param url of the backend */
  constructor(url: string, workspace: string, token: string, tally: Tally) {
    this.#client = new Client(url);
    this.#root = `/v1/workspaces/${workspace}`;
    this.#token = token;
    this.#tally = tally;
  }

  /** @param path within the workspace @returns undefined if the answer is not one of those expected, which is noted */
  async send<T>(
    kind: Kind,
    path: string,
    { method, body, headers = {}, statuses = [200] }: Sent = {},
  ): Promise<Answer<T> | undefined> {
    const started = performance.now();
    try {
      const answer = await this.#client.request({
        method: method ?? 'GET',
        path: this.#root + path,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.body.text();
      this.#tally.note(kind, performance.now() - started);
      const { statusCode: status } = answer;
      if (statuses.includes(status))
        return { status, body: (text === '' ? undefined : JSON.parse(text)) as T };
      this.#tally.errors.push(`${method ?? 'GET'} ${path}: ${status} ${text.slice(0, 500)}`);
    } catch (error) {
      this.#tally.errors.push(`${method ?? 'GET'} ${path}: ${String(error)}`);
    }
    return undefined;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
