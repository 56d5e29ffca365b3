// Sends one HTTP request; what the adapter for the contract is built on.

export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An answer of whatever status, or why there is none. */
export type Answer =
  | HttpResponse
  | { readonly error: 'unreachable'; readonly reason: string }
  | { readonly error: 'timeout'; readonly seconds: number };

/** Nothing here throws. Redirects are not followed: they would carry the token elsewhere. */
export interface Transport {
  send(request: HttpRequest): Promise<Answer>;
}
