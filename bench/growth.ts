// How time and memory grow with the number of connections.
import { compare, median, type Taken } from './compare.ts';
import type { Environment } from './measure.ts';
import { makeProject } from './projects.ts';
import { flowlink, Workspaces } from './workspaces.ts';

/** The first tells what starting costs. */
const SIZES = [1, 100, 1000, 10_000];
const COMMANDS = ['validate', 'plan'];
const MOST_MB = 400;
const MOST_EXPONENT = 1.05;

/** @param work an empty folder */
export async function growth(work: string): Promise<void> {
  const workspaces = await Workspaces.open(work);
  try {
    const counting = { FLOWLINK_URL: workspaces.near.url };
    const places: { size: number; cwd: string; environment: Environment }[] = [];
    for (const size of SIZES) {
      const cwd = makeProject(work, size);
      places.push({ size, cwd, environment: await workspaces.makeApplied(cwd) });
    }
    const cases = COMMANDS.flatMap((command) =>
      places.map(({ size, ...place }) => ({
        name: nameOf(command, size),
        argv: [flowlink, command],
        counting,
        ...place,
      })),
    );
    const taken = await compare('Growth, no changes', cases, {
      rounds: 5,
      seconds: 30,
      requests: workspaces.near.requests,
    });
    for (const command of COMMANDS) {
      const at = (size: number) => taken.get(nameOf(command, size)) as Taken;
      console.log(
        `  ${command}: exponent ${exponent(at, 100).toFixed(2)} from 100 to 10,000 and ${exponent(at, 1000).toFixed(2)} from 1,000, without what starting takes (target ${MOST_EXPONENT}); ${at(10_000).peak.toFixed(0)} MB (target ${MOST_MB})`,
      );
    }
  } finally {
    await workspaces.close();
  }
}

const nameOf = (command: string, size: number): string => `flowlink ${command}, ${size.toLocaleString('en')}`;

/** Of the power of the number that processor time grows with: 1 is linear. */
function exponent(at: (size: number) => Taken, from: number): number {
  const own = (size: number) => median(at(size).processor) - median(at(1).processor);
  return Math.log(own(10_000) / own(from)) / Math.log(10_000 / from);
}
