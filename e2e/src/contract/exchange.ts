// One request and its answer, as they went over the wire.
import type { IncomingHttpHeaders } from 'node:http';

export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly request: Message;
  readonly status: number;
  readonly response: Message;
}

export interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
