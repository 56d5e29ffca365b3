// Opens and closes the runs of a workspace inside a transaction.
import type { Run, RunClose, RunOpen } from '@flowlink/schema';
import { runEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import { closedRun, openedRun } from './run.ts';

/** @param token the name of the token that asks @returns the run, and whether this request opened it */
export async function openRun(
  tx: Transaction,
  workspace: string,
  request: RunOpen,
  token: string,
  now: Date,
): Promise<{ run: Run; opened: boolean }> {
  const before = await tx.run(workspace, request.id);
  if (before) return { run: before, opened: false };
  const run = openedRun(request, { token, user: request.holder.user }, now);
  await tx.saveRun(workspace, run);
  await tx.addAuditEntry(workspace, runEntry('run_opened', run.id, run.actor, now));
  return { run, opened: true };
}

/** @param token the name of the token that asks */
export async function closeRun(
  tx: Transaction,
  workspace: string,
  id: string,
  report: RunClose,
  token: string,
  now: Date,
): Promise<Run | Refusal> {
  const before = await tx.run(workspace, id);
  const run = closedRun(before, report, token, now);
  if (isRefusal(run) || run === before) return run;
  await tx.saveRun(workspace, run);
  await tx.addAuditEntry(workspace, runEntry('run_closed', id, run.actor, now));
  return run;
}
