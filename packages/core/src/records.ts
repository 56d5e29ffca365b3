// The story of what the backend keeps: connections, runs, and the lock.
import type { Connection, Run } from '@flowlink/schema';
import { describeFailure } from './backend/failure.ts';
import { type Remote, readRemote } from './read/read.ts';
import { openWorkspace, type Ports, type Report } from './workspace.ts';

/** What is on the backend, sorted by name. */
export async function list(ports: Ports): Promise<Report<readonly Connection[]>> {
  const opened = await openWorkspace(ports);
  if (!opened.value) return { diagnostics: opened.diagnostics, sources: opened.sources };
  const remote = await readRemote(opened.value.connect());
  const diagnostics = [...opened.diagnostics, ...remote.diagnostics];
  return {
    ...(remote.value ? { value: sortedByName(remote.value) } : {}),
    diagnostics,
    sources: opened.sources,
  };
}

/** What was applied to the workspace, newest first. @param limit how many runs at most */
export async function history(ports: Ports, limit: number): Promise<Report<readonly Run[]>> {
  const opened = await openWorkspace(ports);
  const { sources } = opened;
  if (!opened.value) return { diagnostics: opened.diagnostics, sources };
  const runs = await opened.value.connect().listRuns(limit);
  if (runs.ok) return { value: runs.value, diagnostics: opened.diagnostics, sources };
  return { diagnostics: [...opened.diagnostics, describeFailure(runs.failure)], sources };
}

function sortedByName(remote: Remote): Connection[] {
  return [...remote.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
