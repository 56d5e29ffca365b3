// The real YAML language server, the engine of VS Code's YAML extension and of Neovim, Helix and Zed, as an editor sees it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JsonRpc } from './json-rpc.ts';

/** A position in a document, counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What the editor underlines. */
export interface Problem {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
  readonly source: string;
}

type Markup = string | { readonly value: string };

export interface CompletionItem {
  readonly label: string;
  readonly documentation?: Markup;
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
}

const require = createRequire(import.meta.url);
const program = join(
  dirname(require.resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
    publishDiagnostics: {},
  },
};

export class LanguageServer {
  readonly #rpc: JsonRpc;
  readonly #published = new Map<string, (problems: Problem[]) => void>();
  /** The server remembers what a version of a document says even when it was closed. */
  #versions = 0;

  private constructor(settings: Readonly<Record<string, unknown>>) {
    this.#rpc = new JsonRpc([program, '--stdio'], {
      request: (method, params) =>
        method === 'workspace/configuration'
          ? (params as { items: { section: string }[] }).items.map(({ section }) => settings[section] ?? {})
          : null,
      notification: (method, params) => {
        if (method !== 'textDocument/publishDiagnostics') return;
        const { uri, diagnostics } = params as { uri: string; diagnostics: Problem[] };
        this.#published.get(uri)?.(diagnostics);
      },
    });
  }

  /**
   * @param folder what is open in the editor
   * @param yaml what its settings have under `yaml`; the catalogue of schemas on the web is off
   * @param proxy where requests to the network would go
   */
  static async start(
    folder: string,
    yaml: Readonly<Record<string, unknown>>,
    proxy: string,
  ): Promise<LanguageServer> {
    const server = new LanguageServer({
      yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, ...yaml },
      http: { proxy },
    });
    const uri = pathToFileURL(folder).href;
    const workspaceFolders = [{ uri, name: 'project' }];
    await server.#rpc.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders,
      capabilities,
    });
    server.#rpc.notify('initialized', {});
    return server;
  }

  /** Opens a document, which need not exist on disk, and waits for what is wrong with it. */
  open(path: string, text: string): Promise<Problem[]> {
    const { uri } = documentAt(path);
    return this.#publication(uri, 'textDocument/didOpen', {
      uri,
      languageId: 'yaml',
      version: ++this.#versions,
      text,
    });
  }

  /** The server takes its problems away, which would pass for those of the next document at that place. */
  async close(path: string): Promise<void> {
    const { uri } = documentAt(path);
    await this.#publication(uri, 'textDocument/didClose', { uri });
  }

  #publication(uri: string, method: string, textDocument: object): Promise<Problem[]> {
    return new Promise((resolve) => {
      this.#published.set(uri, resolve);
      this.#rpc.notify(method, { textDocument });
    });
  }

  async completion(path: string, position: Position): Promise<CompletionItem[]> {
    const list = await this.#rpc.request('textDocument/completion', {
      textDocument: documentAt(path),
      position,
    });
    return (list as { items: CompletionItem[] }).items;
  }

  /** @returns Markdown; empty if there is nothing to say */
  async hover(path: string, position: Position): Promise<string> {
    const hover = await this.#rpc.request('textDocument/hover', { textDocument: documentAt(path), position });
    return plain((hover as { contents: Markup } | null)?.contents);
  }

  /** The titles of what the editor offers to do about a problem. */
  async fixes(path: string, problem: Problem): Promise<string[]> {
    const actions = await this.#rpc.request('textDocument/codeAction', {
      textDocument: documentAt(path),
      range: problem.range,
      context: { diagnostics: [problem] },
    });
    return ((actions as { title: string }[] | null) ?? []).map(({ title }) => title);
  }

  async stop(): Promise<void> {
    await this.#rpc.request('shutdown');
    this.#rpc.notify('exit');
    await this.#rpc.ended();
  }
}

const documentAt = (path: string) => ({ uri: pathToFileURL(path).href });

/** Markdown as text. */
export function plain(markup: Markup | undefined): string {
  return typeof markup === 'string' ? markup : (markup?.value ?? '');
}
