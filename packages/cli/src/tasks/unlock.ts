// Shows who holds the workspace's lock, and takes it away once that is approved.
import { type Diagnostic, diagnostic, type LockReport, type Ports, readLock, unlock } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { processHolder } from '../edge/holder.ts';
import { withPorts } from '../edge/ports.ts';
import { cleanProse } from '../render/clean.ts';
import { renderLock } from '../render/lock.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';

export interface UnlockOptions {
  readonly directory: string;
  /** The run that must hold the lock. */
  readonly run: string | undefined;
  readonly autoApprove: boolean;
}

/** @returns the exit code */
export function unlockWorkspace(console: Console, options: UnlockOptions): Promise<number> {
  const asking = console.isInteractive && !console.json && !options.autoApprove;
  return withPorts(options.directory, async (ports) => {
    const report = await readLock(ports);
    const { value: state } = report;
    if (!state) return printFailure(console, report);
    if (!console.json) printDiagnostics(console, report);
    const { lock } = state;
    if (lock === null) return finish(console, state, false);
    if (!console.json) console.print(renderLock(state, console.style));
    const problem = otherLock(lock.run, options) ?? (asking ? undefined : unapproved(lock.run, options));
    if (problem) return printFailure(console, noticed(problem));
    if (asking && !(await isConfirmed(console))) {
      console.print('\nCancelled. The lock was left alone.\n');
      return 1;
    }
    return takeAway(console, ports, state, lock.run);
  });
}

async function takeAway(console: Console, ports: Ports, state: LockReport, run: string): Promise<number> {
  const released = await unlock(ports, run, processHolder().user);
  return released.value ? finish(console, state, true) : printFailure(console, released);
}

function finish(console: Console, { workspace, lock }: LockReport, released: boolean): number {
  if (console.json) printDocument(console, noticed(), { lock, released });
  else if (released) console.print('\nThe lock was taken away. `flowlink plan` shows what the run left.\n');
  else console.print(cleanProse(`The workspace ${workspace} is not locked.\n`, console.style));
  return 0;
}

/** Nobody takes away by a script what he has not seen. */
function unapproved(holding: string, { run, autoApprove }: UnlockOptions): Diagnostic | undefined {
  if (autoApprove && run !== undefined) return undefined;
  return diagnostic('approval-needed', {
    detail: 'There is nobody to ask whether to take the lock away.',
    fix: `If it is to go, name the run that holds it: \`flowlink unlock ${holding} --auto-approve\`.`,
  });
}

async function isConfirmed(console: Console): Promise<boolean> {
  const { askText } = await import('../edge/prompt.ts');
  console.print('\n');
  const message = cleanProse('Take the lock away? Only “yes” is accepted.', console.style);
  return (await askText({ message })) === 'yes';
}

function otherLock(holding: string, { run }: UnlockOptions): Diagnostic | undefined {
  if (run === undefined || run === holding) return undefined;
  return diagnostic('other-lock', {
    detail: `The run ${holding} holds the lock, and not ${run}.`,
    fix: 'Look at who that is before you take it away.',
  });
}
