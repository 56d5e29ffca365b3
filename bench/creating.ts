// What creating a thousand connections takes, against a bare loop that sends a request for each.
import { type Case, compare } from './compare.ts';
import { buildFloor } from './floors.ts';
import { makeProject } from './projects.ts';
import { APPLY, Workspaces } from './workspaces.ts';

export const COUNT = 1000;
/** As many requests as flowlink has under way by default. */
export const AT_ONCE = 10;

export const BARE = 'bare loop';
const FLOOR = 'files, listing and bare loop';

/** The cases, each run in a workspace of its own. @param url where the backend is */
export async function creates(work: string, workspaces: Workspaces, url: string): Promise<Case[]> {
  const apply = await buildFloor(work, 'apply');
  const cwd = makeProject(work, COUNT);
  const environment = { COUNT: `${COUNT}`, AT_ONCE: `${AT_ONCE}` };
  const each = (name: string, argv: readonly string[], more: Partial<Case> = {}): Case => ({
    name,
    argv,
    cwd,
    before: async () => ({ ...(await workspaces.make()), FLOWLINK_URL: url }),
    counting: { FLOWLINK_URL: workspaces.near.url },
    ...more,
  });
  return [
    each(BARE, [apply], { environment }),
    each(FLOOR, [apply], { environment: { ...environment, MODE: 'whole' } }),
    each('flowlink apply', APPLY, { reference: BARE, target: 1.3 }),
  ];
}

/** @param work an empty folder */
export async function creating(work: string): Promise<void> {
  const workspaces = await Workspaces.open(work);
  try {
    const cases = await creates(work, workspaces, workspaces.url);
    const extent = { rounds: 9, seconds: 35, requests: workspaces.near.requests };
    await compare(`Creating ${COUNT} connections, ${AT_ONCE} at once`, cases, extent);
  } finally {
    await workspaces.close();
  }
}
