// How much a request may be, and how long it may take. docs/backend.md has them as a table.

export interface Limits {
  /** Of a body, in bytes. */
  readonly bodyBytes: number;
  /** Of a body that anybody may send, without a token, in bytes. */
  readonly openBodyBytes: number;
  /** Of request line and headers together, in bytes. */
  readonly headBytes: number;
  readonly headers: number;
  /** How deep arrays and objects of a body may be nested. */
  readonly jsonDepth: number;
  /** Values of a body, the innermost and those that hold others. */
  readonly jsonValues: number;
  /** From the first byte of a request, or of its connection, until the end of its headers. */
  readonly headMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  /** How long a connection may stay open without a request. */
  readonly idleMs: number;
  /** How long a connection may stay open without a byte in either direction, also while an answer is sent. */
  readonly silenceMs: number;
  /** How often the times above are looked at. */
  readonly checkMs: number;
  readonly connections: number;
  /** How long requests that are under way may take to end when the backend stops. */
  readonly stopMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  openBodyBytes: 32 * 1024,
  headBytes: 16 * 1024,
  headers: 100,
  jsonDepth: 32,
  jsonValues: 100_000,
  headMs: 15_000,
  requestMs: 60_000,
  // Longer than proxies keep theirs, so that it is not us who close one that is about to be used.
  idleMs: 75_000,
  silenceMs: 120_000,
  checkMs: 5_000,
  connections: 5_000,
  stopMs: 20_000,
};
