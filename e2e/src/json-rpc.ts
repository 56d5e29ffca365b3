// JSON-RPC with a child process over its standard input and output, framed as the Language Server Protocol has it.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** What the other side says of its own accord. */
export interface Incoming {
  /** @returns the answer */
  readonly request: (method: string, params: unknown) => unknown;
  readonly notification: (method: string, params: unknown) => void;
}

export class JsonRpc {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #incoming: Incoming;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #received: Buffer = Buffer.alloc(0);
  #requests = 0;
  #stderr = '';

  /** @param argv a Node program with its arguments; it sees nothing of the environment but the path */
  constructor(argv: readonly string[], incoming: Incoming) {
    this.#child = spawn(process.execPath, argv, { env: { PATH: process.env.PATH ?? '' } });
    this.#incoming = incoming;
    this.#child.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    // Whoever waits for an answer learns that there will be none.
    this.#child.on('close', (status) => {
      const error = { message: `the program ended with ${status}` };
      for (const answer of this.#waiting.values()) answer({ error });
    });
  }

  request(method: string, params?: unknown): Promise<unknown> {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}\n${this.#stderr}`)) : resolve(result),
      );
      this.#send({ id, method, params });
    });
  }

  notify(method: string, params?: unknown): void {
    this.#send({ method, params });
  }

  /** Resolves when the program has ended by itself. */
  async ended(): Promise<void> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.#received.length < end) return;
      const body = this.#received.toString('utf8', head + 4, end);
      this.#received = this.#received.subarray(end);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      const answer = this.#waiting.get(id ?? 0);
      this.#waiting.delete(id ?? 0);
      answer?.(message);
    } else if (id === undefined) {
      this.#incoming.notification(method, params);
    } else {
      this.#send({ id, result: this.#incoming.request(method, params) });
    }
  }
}
