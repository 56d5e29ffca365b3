// Talks to the real YAML language server, as an editor does: JSON-RPC over standard input and output, no network.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A position in a document, counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What the editor underlines. */
export interface EditorDiagnostic {
  readonly range: Range;
  readonly message: string;
  readonly source: string;
}

type Markup = string | { readonly value: string };

export interface CompletionItem {
  readonly label: string;
  readonly documentation?: Markup;
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string; readonly range: Range };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The editor's settings; `yaml` is what stands in `.vscode/settings.json` under `yaml.…`. */
export interface Settings {
  readonly yaml: Readonly<Record<string, unknown>>;
}

const program = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #settings: Settings;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #published = new Map<string, (diagnostics: EditorDiagnostic[]) => void>();
  #received = Buffer.alloc(0);
  #requests = 0;
  #stderr = '';

  private constructor(settings: Settings) {
    // No proxy, no home and no certificates: whatever it would fetch fails, and the tests with it.
    this.#child = spawn(process.execPath, [program, '--stdio'], { env: { PATH: process.env.PATH ?? '' } });
    this.#settings = settings;
    this.#child.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
  }

  /** @param folder the workspace's folder @param yaml settings under `yaml`; the schema store stays off */
  static async start(folder: string, yaml: Settings['yaml'] = {}): Promise<LanguageServer> {
    const server = new LanguageServer({
      yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, ...yaml },
    });
    const uri = pathToFileURL(folder).href;
    await server.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
          publishDiagnostics: {},
        },
      },
    });
    server.#send({ method: 'initialized', params: {} });
    server.#send({ method: 'workspace/didChangeConfiguration', params: { settings: server.#settings } });
    return server;
  }

  /** Opens a document, which need not exist, and waits for what is wrong with it. */
  async open(path: string, text: string): Promise<EditorDiagnostic[]> {
    const uri = pathToFileURL(path).href;
    const published = new Promise<EditorDiagnostic[]>((resolve) => this.#published.set(uri, resolve));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return published;
  }

  close(path: string): void {
    this.#send({
      method: 'textDocument/didClose',
      params: { textDocument: { uri: pathToFileURL(path).href } },
    });
  }

  async completion(path: string, position: Position): Promise<CompletionItem[]> {
    const textDocument = { uri: pathToFileURL(path).href };
    const list = await this.request('textDocument/completion', { textDocument, position });
    return (list as { items: CompletionItem[] }).items;
  }

  /** @returns Markdown; empty if there is nothing to say */
  async hover(path: string, position: Position): Promise<string> {
    const textDocument = { uri: pathToFileURL(path).href };
    const hover = await this.request('textDocument/hover', { textDocument, position });
    return textOf((hover as { contents: Markup } | null)?.contents);
  }

  /** The titles of what mends a diagnostic by itself. */
  async fixes(path: string, diagnostic: EditorDiagnostic): Promise<string[]> {
    const actions = await this.request('textDocument/codeAction', {
      textDocument: { uri: pathToFileURL(path).href },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    return ((actions as { title: string }[] | null) ?? []).map(({ title }) => title);
  }

  async stop(): Promise<void> {
    const closed = once(this.#child, 'close');
    await this.request('shutdown', undefined);
    this.#send({ method: 'exit' });
    await closed;
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}\n${this.#stderr}`)) : resolve(result),
      );
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('ascii', 0, head))?.[1]);
      if (this.#received.length < head + 4 + length) return;
      const body = this.#received.toString('utf8', head + 4, head + 4 + length);
      this.#received = this.#received.subarray(head + 4 + length);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: EditorDiagnostic[] };
      this.#published.get(uri)?.(diagnostics);
    } else if (method !== undefined && id !== undefined) {
      this.#send({ id, result: this.#answer(method, params) });
    } else if (id !== undefined) {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
    }
  }

  /** What an editor says when the server asks. */
  #answer(method: string, params: unknown): unknown {
    if (method !== 'workspace/configuration') return null;
    return (params as { items: { section: string }[] }).items.map(({ section }) =>
      section === 'yaml' ? this.#settings.yaml : {},
    );
  }
}

export function textOf(markup: Markup | undefined): string {
  return typeof markup === 'string' ? markup : (markup?.value ?? '');
}
