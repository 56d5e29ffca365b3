// What a backend costs that is twenty milliseconds away: in round trips, and against the least that latency permits.
import { compare, median, type Taken } from './compare.ts';
import { AT_ONCE, BARE, COUNT, creates } from './creating.ts';
import { distant } from './distant.ts';
import { makeProject } from './projects.ts';
import { flowlink, Workspaces } from './workspaces.ts';

const ROUND_TRIP_MS = 20;
const MOST_ROUND_TRIPS = 2;

/** @param work an empty folder */
export async function latency(work: string): Promise<void> {
  const workspaces = await Workspaces.open(work);
  const far = await distant(workspaces.url, ROUND_TRIP_MS);
  try {
    const cwd = makeProject(work, COUNT);
    const environment = await workspaces.makeApplied(cwd);
    const plan = (name: string, url: string) => ({
      name,
      argv: [flowlink, 'plan'],
      cwd,
      environment: { ...environment, FLOWLINK_URL: url },
      counting: { FLOWLINK_URL: workspaces.near.url },
    });
    const [near, distantPlan] = ['flowlink plan, at hand', `flowlink plan, ${ROUND_TRIP_MS} ms away`];
    const cases = [
      plan(near, workspaces.near.url),
      plan(distantPlan, far.url),
      ...(await creates(work, workspaces, far.url)).map(({ target: _target, ...each }) => each),
    ];
    const taken = await compare(`A backend ${ROUND_TRIP_MS} ms away, ${COUNT} connections`, cases, {
      rounds: 7,
      seconds: 40,
      requests: workspaces.near.requests,
    });
    const wall = (name: string) => median((taken.get(name) as Taken).wall);
    const more = (wall(distantPlan) - wall(near)) / ROUND_TRIP_MS;
    const ideal = (COUNT / AT_ONCE) * ROUND_TRIP_MS;
    console.log(`  plan: ${more.toFixed(1)} round trips more (target ${MOST_ROUND_TRIPS})`);
    for (const name of [BARE, 'flowlink apply'])
      console.log(
        `  ${name}: ${(wall(name) / ideal).toFixed(2)} x the ideal of ${ideal} ms at ${AT_ONCE} at once (target 1.20)`,
      );
  } finally {
    far.close();
    await workspaces.close();
  }
}
