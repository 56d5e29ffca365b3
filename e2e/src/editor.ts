// A project that `flowlink init` made, open in an editor that may not reach the network.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageServer, type Position, type Problem, plain } from './language-server.ts';
import { type Ended, runFlowlink } from './programs.ts';

const STORE =
  '--store-hash g5cd38 --store-url https://acme-us.mybigcommerce.com --actions get_orders,set_inventory';

export class Editor {
  readonly folder: string;
  readonly #server: LanguageServer;
  readonly #proxy: Server;
  /** Every request for something on the network. */
  readonly requests: string[];

  private constructor(folder: string, server: LanguageServer, proxy: Server, requests: string[]) {
    this.folder = folder;
    this.#server = server;
    this.#proxy = proxy;
    this.requests = requests;
  }

  /** Makes the project and opens it with the settings that it has for VS Code. */
  static async open(): Promise<Editor> {
    const folder = mkdtempSync(join(tmpdir(), 'flowlink-editor-'));
    const flags = `--workspace acme --backend-url https://flowlink.example.com --ci none ${STORE}`;
    const made = await runFlowlink(['init', ...flags.split(' ')], folder, {});
    if (made.status !== 0) throw new Error(made.stderr);
    const requests: string[] = [];
    const note = ({ url = '' }: { url?: string | undefined }) => requests.push(url);
    const proxy = createServer((request, response) => {
      note(request);
      response.writeHead(502).end();
    }).on('connect', (request, socket) => {
      note(request);
      socket.end('HTTP/1.1 502 No network\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    return new Editor(folder, await LanguageServer.start(folder, yamlSettings(folder), url), proxy, requests);
  }

  async close(): Promise<void> {
    await this.#server.stop();
    this.#proxy.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  flowlink(command: string): Promise<Ended> {
    return runFlowlink(command.split(' '), this.folder, {});
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** What is wrong with a document. @param file relative to the project, or an absolute path */
  async problems(file: string, text: string): Promise<Problem[]> {
    const path = join(this.folder, file);
    const problems = await this.#server.open(path, text);
    await this.#server.close(path);
    return problems;
  }

  /** What the editor offers to do about each problem of a document. */
  async fixes(file: string, text: string): Promise<string[][]> {
    const path = join(this.folder, file);
    const problems = await this.#server.open(path, text);
    const fixes = await Promise.all(problems.map((problem) => this.#server.fixes(path, problem)));
    await this.#server.close(path);
    return fixes;
  }

  /** What is suggested at each mark, one entry a line: label, inserted text, documentation. */
  completions(file: string, marked: string): Promise<string> {
    return this.#atMarks(file, marked, async (path, position) => {
      const items = await this.#server.completion(path, position);
      const lines = items.map(({ label, textEdit, insertText, documentation }) =>
        [label, JSON.stringify(textEdit?.newText ?? insertText), JSON.stringify(plain(documentation))].join(
          '  ',
        ),
      );
      return lines.length > 0 ? lines.sort().join('\n') : '(nothing)';
    });
  }

  /** What is shown at each mark. */
  hovers(file: string, marked: string): Promise<string> {
    return this.#atMarks(file, marked, async (path, position) => {
      const text = await this.#server.hover(path, position);
      return text.replace(/\n*Source: .*/, '') || '(nothing)';
    });
  }

  /** @param marked a document in which each `|` is a cursor */
  async #atMarks(
    file: string,
    marked: string,
    ask: (path: string, position: Position) => Promise<string>,
  ): Promise<string> {
    const path = join(this.folder, file);
    await this.#server.open(path, marked.replaceAll('|', ''));
    const answers: string[] = [];
    for (const [line, content] of marked.split('\n').entries()) {
      const parts = content.split('|');
      for (const index of parts.keys()) {
        if (index + 1 === parts.length) continue;
        const before = parts.slice(0, index + 1).join('');
        const after = parts.slice(index + 1).join('');
        const answer = await ask(path, { line, character: before.length });
        answers.push(`=== ${before}|${after}\n${answer}\n`);
      }
    }
    await this.#server.close(path);
    return answers.join('\n');
  }
}

/** The settings under `yaml` that init wrote for VS Code, nested as the editor hands them on. */
function yamlSettings(folder: string): Record<string, unknown> {
  const settings = JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8')) as object;
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.replace(/^yaml\./, ''), value]),
  );
}
