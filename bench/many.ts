// What checking and planning a thousand connections takes, against the least that it could.
import { compare } from './compare.ts';
import { buildFloor } from './floors.ts';
import { makeProject } from './projects.ts';
import { flowlink, Workspaces } from './workspaces.ts';

/** @param work an empty folder */
export async function many(work: string): Promise<void> {
  const [validate, plan] = await Promise.all([buildFloor(work, 'validate'), buildFloor(work, 'plan')]);
  const cwd = makeProject(work, 1000);
  const workspaces = await Workspaces.open(work);
  try {
    const environment = await workspaces.makeApplied(cwd);
    const counting = { FLOWLINK_URL: workspaces.near.url };
    const cases = [
      { name: 'floor of validate', argv: [validate] },
      {
        name: 'flowlink validate',
        argv: [flowlink, 'validate'],
        reference: 'floor of validate',
        target: 1.3,
      },
      { name: 'floor of plan', argv: [plan] },
      { name: 'flowlink plan', argv: [flowlink, 'plan'], reference: 'floor of plan', target: 1.3 },
    ].map((each) => ({ ...each, cwd, environment, counting }));
    await compare('1,000 connections in 1,000 files, no changes', cases, {
      rounds: 15,
      seconds: 30,
      requests: workspaces.near.requests,
    });
  } finally {
    await workspaces.close();
  }
}
