// How long a command takes to start, against the least that Node and oclif take.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBackend } from '../e2e/src/programs.ts';
import { buildHelloWorld } from '../packages/cli/scripts/hello-world.ts';
import { compare } from './compare.ts';
import { makeProject } from './projects.ts';

const flowlink = fileURLToPath(new URL('../packages/cli/bin/flowlink.js', import.meta.url));
const HELLO = 'a bare command of oclif, bundled';

/** @param work an empty folder */
export async function startUp(work: string): Promise<void> {
  const hello = await buildHelloWorld(join(work, 'hello'));
  const backend = await startBackend(join(work, 'backend'));
  try {
    const environment = {
      XDG_CACHE_HOME: join(work, 'cache'),
      FLOWLINK_TOKEN: await backend.token('bench', 'write'),
      TOKEN: '0123456789abcdef0123456789abcde',
    };
    const head = ['workspace: bench', `backend: { url: "${backend.url}" }`];
    const cwd = makeProject(join(work, 'start-up'), 1, head);
    const command = (argv: string, target?: number) => ({
      name: `flowlink ${argv}`,
      argv: [flowlink, ...argv.split(' ')],
      cwd,
      environment,
      ...(target === undefined ? {} : { target }),
    });
    const apply = [flowlink, 'apply', '--auto-approve', '--no-verify'];
    spawnSync(process.execPath, apply, { cwd, env: { ...process.env, ...environment } });
    const cases = [
      { name: 'node -e 0', argv: ['-e', '0'], cwd },
      { name: HELLO, argv: [hello, 'world'], cwd },
      command('--version', 1.1),
      command('--help', 1.1),
      command('validate'),
      command('plan', 1.8),
    ];
    compare('Start-up, one connection', cases, { reference: HELLO, rounds: 31, seconds: 40 });
  } finally {
    await backend.kill();
  }
}
