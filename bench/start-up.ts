// How long a command takes to start, against the least that Node and oclif take.
import { join } from 'node:path';
import { buildHelloWorld } from '../packages/cli/scripts/hello-world.ts';
import { compare } from './compare.ts';
import { makeProject } from './projects.ts';
import { flowlink, Workspaces } from './workspaces.ts';

const NODE = 'node -e 0';
const HELLO = 'a bare command of oclif, bundled';

/** @param work an empty folder */
export async function startUp(work: string): Promise<void> {
  const hello = await buildHelloWorld(join(work, 'hello'));
  const cwd = makeProject(work, 1);
  const workspaces = await Workspaces.open(work);
  try {
    const environment = await workspaces.makeApplied(cwd);
    const command = (argv: string, target?: number) => ({
      name: `flowlink ${argv}`,
      argv: [flowlink, ...argv.split(' ')],
      cwd,
      environment,
      reference: HELLO,
      ...(target === undefined ? {} : { target }),
    });
    const cases = [
      { name: NODE, argv: ['-e', '0'], cwd },
      { name: HELLO, argv: [hello, 'world'], cwd, reference: NODE },
      command('--version', 1.1),
      command('--help', 1.1),
      command('validate'),
      command('plan', 1.8),
    ];
    await compare('Start-up, one connection', cases, { rounds: 31, seconds: 30 });
  } finally {
    await workspaces.close();
  }
}
