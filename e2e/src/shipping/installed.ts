// A folder into which the tarballs were installed, with the programs that are in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { collect, type Ended, type Environment } from '../programs.ts';
import { environmentFor, install, type ManagerName, managers, type NodeVersion } from './managers.ts';
import type { Tarball } from './tarballs.ts';

/** A server among the programs. */
export interface Serving {
  readonly url: string;
  stop(): Promise<void>;
}

export class Installed {
  readonly folder: string;
  readonly #manager: ManagerName;
  readonly #node: NodeVersion;
  /** What the programs see beside the manager's own variables; tests change it. */
  environment: Environment = {};

  private constructor(folder: string, manager: ManagerName, node: NodeVersion) {
    this.folder = folder;
    this.#manager = manager;
    this.#node = node;
  }

  /** @param folder is made */
  static async make(
    folder: string,
    tarballs: readonly Tarball[],
    manager: ManagerName,
    node: NodeVersion,
  ): Promise<Installed> {
    mkdirSync(folder);
    const files = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
    // The packages name each other by version, which no registry has yet; pnpm and yarn are told to take the tarballs.
    const manifest = { name: 'shop', private: true, dependencies: files, resolutions: files };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    // Otherwise yarn looks for a project in the folders above.
    if (manager.startsWith('yarn')) writeFileSync(join(folder, 'yarn.lock'), '');
    await install(manager, node, folder);
    return new Installed(folder, manager, node);
  }

  /** Runs a program that was installed, or `node`. */
  async run(program: string, ...argv: readonly string[]): Promise<Ended> {
    const child = this.#spawn(program, argv);
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stdout: stdout(), stderr: stderr() };
  }

  /** Starts a server that was installed; its first line ends with its address. */
  async serve(program: string, ...argv: readonly string[]): Promise<Serving> {
    const child = this.#spawn(program, argv);
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const ended = once(child, 'close');
    const lines = createInterface(child.stdout);
    const url = await new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => {
        const found = /http:\/\/\S+/.exec(line);
        if (found) resolve(found[0]);
      });
      ended.then(() => reject(new Error(`${program} did not start:\n${stdout()}\n${stderr()}`)), reject);
    });
    return {
      url,
      async stop() {
        // The manager is a process before the program; not all of them pass a signal on.
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
        await ended;
      },
    };
  }

  #spawn(program: string, argv: readonly string[]) {
    const [first = '', ...words] = managers[this.#manager].start(program);
    return spawn(first, [...words, ...argv], {
      cwd: this.folder,
      env: { ...environmentFor(this.#manager, this.#node), ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  }
}
