// Where the demo plays: a copy of examples/agency, a real backend, and a sandbox in BigCommerce's place.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseEnv, styleText } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const flowlink = join(root, 'packages/cli/bin/flowlink.js');
const backendProgram = join(root, 'packages/backend/bin/flowlink-backend.js');
const sandboxProgram = join(root, 'packages/sandbox/bin/flowlink-sandbox.js');
const QUIET = '--disable-warning=ExperimentalWarning';

interface Cut {
  /** Show so many lines and the last two. */
  readonly lines?: number;
  /** Leave out what comes before this text. */
  readonly from?: string;
  /** The exit code. */
  readonly expect?: number;
}

interface Store {
  readonly store_url: string;
  readonly store_hash: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
}

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a program of ours that serves until it is killed, and says where in its first line. */
async function startServer(argv: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, [QUIET, ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: line.split(' ').at(-1) ?? '', process: child };
}

/** In the form of client IDs and access tokens. */
export const newToken = () =>
  randomBytes(24)
    .toString('base64url')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')
    .slice(0, 31);

export class Stage {
  readonly environment: Record<string, string> = { ...(process.env as Record<string, string>) };
  readonly #work = mkdtempSync(join(tmpdir(), 'flowlink-demo-'));
  readonly project = join(this.#work, 'agency');
  #backend: Server | undefined;
  #sandbox: Server | undefined;

  /** Starts the backend, and makes the project with all that a developer has in `.env`. */
  async open(): Promise<void> {
    const data = join(this.#work, 'data');
    const serve = ['serve', '--data', data, '--port', '0', '--log-level', 'error'];
    this.#backend = await startServer([backendProgram, ...serve]);
    cpSync(join(root, 'examples/agency'), this.project, { recursive: true });
    const create = 'token create --workspace harbor-studio --role write --name demo --data'.split(' ');
    const token = spawnSync(process.execPath, [QUIET, backendProgram, ...create, data], {
      encoding: 'utf8',
    }).stdout.trim();
    Object.assign(this.environment, { FLOWLINK_TOKEN: token, FLOWLINK_URL: this.#backend.url });
    // What a developer has in .env, and a CI job gets from its secret store.
    const names = readdirSync(join(this.project, 'connections')).flatMap((file) =>
      [...readFileSync(join(this.project, 'connections', file), 'utf8').matchAll(/\$\{env:(\w+)\}/g)].map(
        ([, name]) => name,
      ),
    );
    writeFileSync(join(this.project, '.env'), names.map((name) => `${name}=${newToken()}\n`).join(''));
    writeFileSync(join(this.project, '.gitignore'), '.env\n');
    spawnSync('git', ['init', '--quiet'], { cwd: this.project });
  }

  /** Runs flowlink as if it had been typed. What is cut from long output is said. */
  type(command: string, { lines = Number.POSITIVE_INFINITY, from, expect = 0 }: Cut = {}): void {
    console.log(styleText('bold', `$ flowlink ${command}`));
    const { status, stdout, stderr } = spawnSync(process.execPath, [flowlink, ...command.split(' ')], {
      cwd: this.project,
      env: {
        ...this.environment,
        COLUMNS: String(process.stdout.columns ?? 100),
        ...(process.stdout.isTTY && !this.environment.NO_COLOR ? { FORCE_COLOR: '1' } : {}),
      },
      encoding: 'utf8',
    });
    const all = `${stdout}${stderr}`.trimEnd().split('\n');
    const first = from === undefined ? 0 : all.findIndex((line) => line.includes(from));
    const shown = all.slice(first);
    if (first > 0) console.log('    … the plan again …\n');
    if (shown.length <= lines + 4) console.log(shown.join('\n'));
    else {
      const tail = shown.slice(-2);
      console.log(
        [...shown.slice(0, lines), `    … ${shown.length - lines - tail.length} lines more …`, ...tail].join(
          '\n',
        ),
      );
    }
    console.log();
    if (status !== expect) throw new Error(`flowlink ${command} ended with ${status}, not ${expect}`);
  }

  /**
   * Starts a sandbox with the stores that the next plan is about, in place of the one before.
   *
   * @param granted the scopes that the API account of a store was made with, if not those declared
   */
  async openStores(granted: (store: Store) => readonly string[] = ({ scopes }) => scopes): Promise<void> {
    // The package exists only once it is built.
    const { fittingStore } = await import(
      new URL('../../packages/sandbox/dist/index.js', import.meta.url).href
    );
    const { stdout } = spawnSync(process.execPath, [flowlink, 'plan', '--json'], {
      cwd: this.project,
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const values = { ...parseEnv(readFileSync(join(this.project, '.env'), 'utf8')), ...this.environment };
    const stores = JSON.parse(stdout).plan.changes.map(
      ({ config, secrets }: { config: Store; secrets: { access_token: { env: string } } }) =>
        fittingStore({ ...config, scopes: granted(config) }, values[secrets.access_token.env]),
    );
    const file = join(this.#work, 'stores.json');
    writeFileSync(file, JSON.stringify(stores));
    this.#sandbox?.process.kill();
    this.#sandbox = await startServer([sandboxProgram, 'serve', '--stores', file, '--port', '0']);
    this.environment.BIGCOMMERCE_API_URL = this.#sandbox.url;
  }

  /** What BigCommerce offers for download when an API account is made. */
  download(hash: string): void {
    const lines = [
      `ACCESS TOKEN: ${newToken()}`,
      `CLIENT ID: ${newToken()}`,
      `CLIENT SECRET: ${newToken()}`,
      'NAME: FlowLink',
      `API PATH: https://api.bigcommerce.com/stores/${hash}/v3/`,
    ];
    writeFileSync(join(this.project, 'BigCommerceAPI-credentials-2.txt'), `${lines.join('\n')}\n`);
  }

  /** Shows lines of a file of the project. @param from the first line @param to the line behind the last one */
  show(file: string, from: string, to: string): void {
    const text = readFileSync(join(this.project, file), 'utf8');
    const lines = text.slice(text.indexOf(from), text.indexOf(to)).trimEnd();
    console.log(`${styleText('bold', file)}\n${lines}\n`);
  }

  /** Edits a file of the project and shows the edit. */
  edit(file: string, before: string, after: string): void {
    const path = join(this.project, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(before)) throw new Error(`${file} does not hold the lines to edit`);
    writeFileSync(path, text.replace(before, after));
    console.log(styleText('bold', `$ git diff ${file}`));
    for (const line of before.trimEnd().split('\n')) console.log(styleText('red', `-${line}`));
    for (const line of after.trimEnd().split('\n')) if (line) console.log(styleText('green', `+${line}`));
    console.log();
  }

  /** Changes a connection past flowlink, as somebody does in the user interface. */
  async editInUserInterface(
    name: string,
    person: string,
    change: (config: Record<string, unknown>) => void,
  ): Promise<void> {
    const address = `${this.#backend?.url}/v1/workspaces/harbor-studio/connections/${name}`;
    const headers = {
      authorization: `Bearer ${this.environment.FLOWLINK_TOKEN}`,
      'content-type': 'application/json',
    };
    const { config, revision } = (await (await fetch(address, { headers })).json()) as {
      config: Record<string, unknown>;
      revision: number;
    };
    change(config);
    const response = await fetch(address, {
      method: 'PUT',
      headers: { ...headers, 'if-match': `"${revision}"`, 'flowlink-user': person },
      body: JSON.stringify({ config }),
    });
    if (!response.ok) throw new Error(`the edit was refused with ${response.status}`);
  }

  close(): void {
    this.#backend?.process.kill();
    this.#sandbox?.process.kill();
    rmSync(this.#work, { recursive: true, force: true });
  }
}
