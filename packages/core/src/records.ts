// The story of what the backend keeps: connections, runs, and the lock. A project is not needed to look at them.
import type { Connection, Lock, Run } from '@flowlink/schema';
import { describeFailure } from './backend/failure.ts';
import type { Backend, Result } from './backend/port.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { nearest } from './diagnostics/suggest.ts';
import { type Remote, readRemote } from './read/read.ts';
import { openTarget, type Ports, type Report } from './workspace.ts';

/** What is on the backend, sorted by name. */
export async function list(ports: Ports): Promise<Report<readonly Connection[]>> {
  const opened = await openTarget(ports);
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
  return ask(ports, (backend) => backend.listRuns(limit));
}

/** How many runs are looked at for one that was meant. */
const RECENT = 1000;

/** One run, however long ago it was. */
export async function findRun(ports: Ports, id: string): Promise<Report<Run>> {
  const unknown = async (backend: Backend): Promise<Diagnostic> => {
    const runs = await backend.listRuns(RECENT);
    const similar = nearest(id, runs.ok ? runs.value.map((run) => run.id) : []);
    return diagnostic('unknown-run', {
      detail: `The workspace has no run “${id}”.`,
      fix: similar ? `Did you mean “${similar}”?` : '`flowlink history` lists the runs.',
    });
  };
  return ask(ports, async (backend) => {
    // What cannot be an ID is not worth a request that the backend has to refuse.
    const found = isRunId(id) ? await backend.getRun(id) : undefined;
    const isUnknown =
      !found ||
      (!found.ok && found.failure.kind === 'problem' && found.failure.problem.code === 'run_not_found');
    return isUnknown ? { ok: false, diagnostic: await unknown(backend) } : found;
  });
}

const isRunId = (id: string): boolean => /^run_[0-9a-z]{16,40}$/.test(id);

/** The lock of the workspace, and the run that holds it. */
export interface LockReport {
  readonly workspace: string;
  /** Null if it is free. */
  readonly lock: Lock | null;
  /** The run that holds it, as far as it was opened. */
  readonly run?: Run;
}

/** Who holds the lock of the workspace. */
export async function readLock(ports: Ports): Promise<Report<LockReport>> {
  return ask(ports, async (backend, workspace) => {
    const lock = await backend.getLock();
    if (!lock.ok) return lock;
    const run = lock.value ? await backend.getRun(lock.value.run) : undefined;
    const value = { workspace, lock: lock.value, ...(run?.ok ? { run: run.value } : {}) };
    return { ok: true, value };
  });
}

/** Takes the lock away from the run that holds it. @param user who does it */
export async function unlock(ports: Ports, run: string, user: string): Promise<Report<true>> {
  return ask(ports, async (backend) => {
    const released = await backend.forceUnlock(run, user);
    return released.ok ? { ok: true, value: true } : released;
  });
}

type Answer<T> = Result<T> | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Opens the workspace and puts one question to its backend. */
async function ask<T>(
  ports: Ports,
  question: (backend: Backend, workspace: string) => Promise<Answer<T>>,
): Promise<Report<T>> {
  const opened = await openTarget(ports);
  const { sources } = opened;
  if (!opened.value) return { diagnostics: opened.diagnostics, sources };
  const answer = await question(opened.value.connect(), opened.value.target.workspace);
  if (answer.ok) return { value: answer.value, diagnostics: opened.diagnostics, sources };
  const problem = 'diagnostic' in answer ? answer.diagnostic : describeFailure(answer.failure);
  return { diagnostics: [...opened.diagnostics, problem], sources };
}

function sortedByName(remote: Remote): Connection[] {
  return [...remote.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
