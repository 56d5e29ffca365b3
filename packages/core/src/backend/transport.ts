// Sends one HTTP request; what the adapter for the contract is built on.

export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the whole exchange may take, if that is less than the transport allows anyway. */
  readonly withinMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What stands in the way of every request, however often it is sent. */
export type Obstacle =
  /** No secure connection: a certificate that is not accepted, or a server that speaks something else. */
  | 'tls'
  /** A proxy that does not let the request through. */
  | 'proxy'
  /** A host name that does not exist. */
  | 'name'
  /** An answer that is too large, or none that HTTP knows. */
  | 'answer'
  /** The transport was closed while the request was under way. */
  | 'closed';

/** Why there is no answer. */
export type NoAnswer =
  | {
      readonly error: 'unreachable';
      /** For the end of a sentence, without a full stop. */
      readonly reason: string;
      /** Missing if the request may succeed when it is sent again. */
      readonly obstacle?: Obstacle;
      /** The connection was there and ended, as an idle one does that the server closes just as it is used. */
      readonly brokenOff?: true;
    }
  | { readonly error: 'timeout'; readonly seconds: number };

/** An answer of whatever status, or why there is none. */
export type Answer = HttpResponse | NoAnswer;

/** Nothing here throws. Redirects are not followed: they would carry the token elsewhere. */
export interface Transport {
  send(request: HttpRequest): Promise<Answer>;
}
