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

/** Nothing else is written, whatever an entry may hold besides. */
const written: readonly (Field | 'time' | 'level')[] = [
  'time',
  'level',
  'event',
  'request',
  'operation',
  'method',
  'status',
  'aborted',
  'ms',
  'bytes',
  'token_id',
  'token',
  'workspace',
  'code',
  'name',
  'count',
  'stack',
];

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
    this.#write(`${JSON.stringify(picked({ ...entry, time: this.#now().toISOString(), level }))}\n`);
  }
}

/** By hand: a list of fields that is given to JSON.stringify makes it three times slower. */
function picked(entry: Partial<Record<(typeof written)[number], unknown>>): object {
  const line: typeof entry = {};
  for (const field of written) if (entry[field] !== undefined) line[field] = entry[field];
  return line;
}

/** @returns the error as its kind and places in the code; its message might hold what a client sent */
export function errorFields({ name, code, message, stack = '' }: Error & { readonly code?: unknown }) {
  const places = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return { name, code: codeOf(code), stack: places.filter((line) => /^\s+at /.test(line)) };
}

export function codeOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : '';
}
