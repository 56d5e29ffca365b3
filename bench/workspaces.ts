// Workspaces on a running backend, and the variables that lead flowlink and the floors there.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '../e2e/src/programs.ts';
import { type Distance, distant } from './distant.ts';
import type { Environment } from './measure.ts';

export const flowlink = fileURLToPath(new URL('../packages/cli/bin/flowlink.js', import.meta.url));

/** Without asking anybody, neither people nor stores. */
export const APPLY = [flowlink, 'apply', '--auto-approve', '--no-verify'];

export class Workspaces {
  readonly #backend: Backend;
  readonly #cache: string;
  #count = 0;
  /** Where requests are counted. */
  readonly near: Distance;

  private constructor(backend: Backend, near: Distance, cache: string) {
    this.#backend = backend;
    this.near = near;
    this.#cache = cache;
  }

  /** @param work a folder for the data */
  static async open(work: string): Promise<Workspaces> {
    const backend = await startBackend(join(work, 'backend'));
    return new Workspaces(backend, await distant(backend.url, 0), join(work, 'cache'));
  }

  /** The address without anything between. */
  get url(): string {
    return this.#backend.url;
  }

  /** An empty workspace. */
  async make(): Promise<Environment> {
    const workspace = `bench-${++this.#count}`;
    return {
      XDG_CACHE_HOME: this.#cache,
      FLOWLINK_URL: this.url,
      FLOWLINK_WORKSPACE: workspace,
      FLOWLINK_TOKEN: await this.#backend.token(workspace, 'write'),
      TOKEN: '0123456789abcdef0123456789abcde',
    };
  }

  /** A workspace that is as the project wants it. */
  async makeApplied(cwd: string): Promise<Environment> {
    const environment = await this.make();
    const applied = spawnSync(process.execPath, APPLY, { cwd, env: { ...process.env, ...environment } });
    if (applied.status !== 0) throw new Error(`${applied.stdout}${applied.stderr}`);
    return environment;
  }

  async close(): Promise<void> {
    this.near.close();
    await this.#backend.kill();
  }
}
