// The log: one JSON object a line, of a few fields that never hold what a client sent.

export const logLevels = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line. Values come from the backend itself: names from its tables, numbers, and codes of its own programs. */
export type LogEntry =
  | {
      readonly event: 'request';
      readonly request: string;
      /** `none` for what is no operation of the contract. */
      readonly operation: string;
      readonly method: string;
      readonly status: number;
      /** The client went away before it had the whole answer. */
      readonly aborted?: boolean;
      readonly ms: number;
      /** Of the answer's body. */
      readonly bytes: number;
      /** Those of the token that was accepted. */
      readonly token_id?: string;
      readonly token?: string;
      readonly workspace?: string;
    }
  /** What could not be read as HTTP, or did not arrive in time. */
  | { readonly event: 'malformed'; readonly code: string; readonly status: number }
  | { readonly event: 'database_failed'; readonly request: string; readonly code: string }
  /** So many denied attempts left no record. */
  | { readonly event: 'denials_not_recorded'; readonly name: string; readonly count: number }
  | {
      readonly event: 'failed';
      readonly request: string;
      readonly name: string;
      readonly code: string;
      /** Places in the code. */
      readonly stack: readonly string[];
    };

type Field = LogEntry extends infer E ? (E extends LogEntry ? keyof E : never) : never;

/** Writes entries of a level and of the graver ones. */
export class Log {
  readonly #level: number;
  readonly #write: (line: string) => void;
  readonly #now: () => Date;

  constructor(level: LogLevel, write: (line: string) => void, now: () => Date) {
    this.#level = logLevels.indexOf(level);
    this.#write = write;
    this.#now = now;
  }

  error(entry: LogEntry): void {
    this.#print('error', entry);
  }

  info(entry: LogEntry): void {
    this.#print('info', entry);
  }

  #print(level: LogLevel, entry: LogEntry): void {
    if (logLevels.indexOf(level) > this.#level) return;
    this.#write(`${lineOf(this.#now().toISOString(), level, entry)}\n`);
  }
}

/** Nothing else is written, whatever an entry may hold besides. Written out, it is three times as quick as a list of fields. */
function lineOf(time: string, level: LogLevel, entry: Partial<Record<Field, unknown>>): string {
  const { event, request, operation, method, status, aborted, ms, bytes, token_id, token, workspace } = entry;
  const { code, name, count, stack } = entry;
  const asked = { request, operation, method, status, aborted, ms, bytes, token_id, token, workspace };
  return JSON.stringify({ time, level, event, ...asked, code, name, count, stack });
}

/** @returns the error as its kind and places in the code; its message might hold what a client sent */
export function errorFields({ name, code, message, stack = '' }: Error & { readonly code?: unknown }) {
  const places = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return { name, code: codeOf(code), stack: places.filter((line) => /^\s+at /.test(line)) };
}

export function codeOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : '';
}
