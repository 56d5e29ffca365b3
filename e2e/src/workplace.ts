// A temporary folder with a project, a backend, a sandbox in BigCommerce's place, and the variables of all three.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fittingStore, type RunningSandbox, startSandbox } from '@flowlink/sandbox';
import type { Connection, ConnectionConfig, Plan } from '@flowlink/schema';
import { recordBefore } from './contract/recording.ts';
import { type Backend, type Ended, type Environment, runFlowlink, startBackend } from './programs.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

export class Workplace {
  readonly folder: string;
  readonly project: string;
  readonly backend: RecordedBackend;
  /** Has no stores at first. */
  readonly sandbox: RunningSandbox;
  /** The day on which it was opened; midnight may pass. */
  readonly opened = today();
  /** What flowlink sees; tests change it. */
  environment: Environment = {};

  private constructor(backend: RecordedBackend, sandbox: RunningSandbox, folder: string) {
    this.backend = backend;
    this.sandbox = sandbox;
    this.folder = folder;
    this.project = join(folder, 'project');
    mkdirSync(this.project);
  }

  /**
   * A running backend, an empty project and a token that may write to the workspace.
   *
   * @param start how to start the backend, given the folder of its data
   */
  static async open(workspace: string, start = startBackend): Promise<Workplace> {
    const folder = mkdtempSync(join(tmpdir(), 'flowlink-e2e-'));
    const backend = await recorded(await start(join(folder, 'data')));
    const sandbox = await startSandbox({ stores: [], port: 0 });
    const place = new Workplace(backend, sandbox, folder);
    const token = await backend.token(workspace, 'write');
    place.environment = {
      FLOWLINK_URL: backend.url,
      FLOWLINK_WORKSPACE: workspace,
      FLOWLINK_TOKEN: token,
      BIGCOMMERCE_API_URL: sandbox.url,
    };
    return place;
  }

  /** Throws if anything that flowlink and the backend said to each other does not conform to the contract. */
  async close(): Promise<void> {
    await this.backend.kill();
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
    const problems = this.backend.problems();
    if (problems.length > 0) throw new Error(`Against the contract:\n${problems.join('\n')}`);
  }

  /** Copies an example and sets every variable it names to a value made of the variable's name. */
  useExample(name: string): void {
    cpSync(join(examples, name), this.project, { recursive: true });
    for (const path of readdirSync(this.project, { recursive: true }) as string[]) {
      if (!path.endsWith('.yaml')) continue;
      for (const [, variable = ''] of this.read(path).matchAll(/\$\{env:(\w+)\}/g)) {
        this.environment = { ...this.environment, [variable]: credentialFor(variable) };
      }
    }
  }

  /** Gives the sandbox the stores that the connections of the next plan describe. */
  async openStores(): Promise<void> {
    const { stdout } = await this.flowlink('plan --json');
    const { plan } = JSON.parse(stdout) as { plan: Plan };
    for (const { config, secrets } of plan.changes) {
      const token = this.environment[secrets.access_token?.env ?? ''];
      if (config && token) this.sandbox.addStore(fittingStore(config, token));
    }
  }

  read(path: string): string {
    return readFileSync(join(this.project, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.project, path)), { recursive: true });
    writeFileSync(join(this.project, path), text);
  }

  /** Replaces text that must be there. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path);
    if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
    this.write(
      path,
      text.replace(before, () => after),
    );
  }

  /** Runs flowlink with the words of a command line. @param input what is piped into it */
  flowlink(command: string, more: Environment = {}, input?: string): Promise<Ended> {
    return runFlowlink(command.split(' '), this.project, { ...this.environment, ...more }, input);
  }

  /** What is on the backend. */
  async connections(): Promise<Connection[]> {
    const response = await this.request('GET', '');
    return ((await response.json()) as { connections: Connection[] }).connections;
  }

  /** Makes a connection as the user interface does. @param user who does it */
  async createByHand(name: string, config: ConnectionConfig, token: string, user: string): Promise<void> {
    const headers = { 'if-none-match': '*', 'flowlink-user': user };
    await expectOk(this.request('PUT', `/${name}`, { config, secrets: { access_token: token } }, headers));
  }

  /**
   * Changes a connection as the user interface does.
   *
   * @param user who does it
   * @param token another access token
   */
  async editByHand(
    name: string,
    user: string,
    change: (config: ConnectionConfig) => ConnectionConfig,
    token?: string,
  ): Promise<void> {
    const { config, revision } = await this.connection(name);
    const body = { config: change(config), ...(token ? { secrets: { access_token: token } } : {}) };
    const headers = { 'if-match': `"${revision}"`, 'flowlink-user': user };
    await expectOk(this.request('PUT', `/${name}`, body, headers));
  }

  async renameByHand(from: string, to: string, user: string): Promise<void> {
    const { revision } = await this.connection(from);
    const headers = { 'if-match': `"${revision}"`, 'flowlink-user': user };
    await expectOk(this.request('POST', `/${from}/move`, { to }, headers));
  }

  async deleteByHand(name: string, user: string): Promise<void> {
    const { revision } = await this.connection(name);
    const headers = { 'if-match': `"${revision}"`, 'flowlink-user': user };
    await expectOk(this.request('DELETE', `/${name}`, undefined, headers));
  }

  /** One connection as it is on the backend; it must be there. */
  async connection(name: string): Promise<Connection> {
    const response = await expectOk(this.request('GET', `/${name}`));
    return (await response.json()) as Connection;
  }

  /** A request to the connections of the workspace, past flowlink. */
  request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.workspaceRequest(method, `/connections${path}`, body, headers);
  }

  /** A request to the workspace, past flowlink. */
  workspaceRequest(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { FLOWLINK_WORKSPACE: workspace, FLOWLINK_TOKEN: token } = this.environment;
    return fetch(`${this.backend.direct}/v1/workspaces/${workspace}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Makes an output the same on every run: the port, times and IDs are replaced. */
  steady({ status, stdout, stderr }: Ended): string {
    const text = `exit ${status}\n\n--- stdout\n${stdout}\n--- stderr\n${stderr}`;
    return (
      text
        .replaceAll(this.backend.url, 'http://backend')
        .replaceAll(this.sandbox.url, 'http://sandbox')
        .replaceAll(this.folder, '/tmp/workplace')
        .replaceAll(/run_[0-9a-f]+/g, 'run_id')
        // Text may be wrapped between day and time.
        .replaceAll(/\d{4}-\d\d-\d\d(T| |\n +)\d\d:\d\d(:\d\d(\.\d+Z)?)?/g, (_, gap: string) =>
          gap.startsWith('\n') ? `TODAY${gap}TIME` : 'TIME',
        )
        .replaceAll(new RegExp(`${this.opened}|${today()}`, 'g'), 'TODAY')
        .replaceAll(/\(\d+\.\ds\)/g, '(0.0s)')
        .replaceAll(/"elapsed_ms":\d+/g, '"elapsed_ms":0')
    );
  }
}

interface RecordedBackend extends Backend {
  /** Its own address, for requests that need not conform to the contract. */
  readonly direct: string;
  problems(): readonly string[];
}

/** The same backend, but what flowlink says to it and hears from it is held against the contract. */
async function recorded(backend: Backend): Promise<RecordedBackend> {
  const recording = await recordBefore(backend.url);
  return {
    ...backend,
    url: recording.url,
    direct: backend.url,
    problems: recording.problems,
    async kill(signal) {
      await recording.close();
      await backend.kill(signal);
    },
  };
}

async function expectOk(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** In the form of a client ID or an access token, and telling for which variable. */
export function credentialFor(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '0').padStart(31, 'x').slice(-31);
}
