// One apply of the real command line that is killed, or whose backend is.
import type { ApplyEvent } from '@flowlink/schema';
import { type Ended, startFlowlink } from '../../src/programs.ts';
import type { Workplace } from '../../src/workplace.ts';
import type { DatabaseUnderTest } from '../databases.ts';
import type { MortalBackend } from '../mortal-backend.ts';
import type { Fate, Moment } from './moments.ts';

export const APPLY = ['apply', '--auto-approve', '--no-verify', '--json'];

export interface KilledApply extends Ended {
  readonly events: readonly ApplyEvent[];
  /** Whether the command line ended before its moment came. */
  readonly survived: boolean;
}

/** Everything that was killed is up again once it resolves. */
export async function applyToDeath(
  { project, environment }: Workplace,
  backend: MortalBackend,
  database: DatabaseUnderTest,
  { victim, moment, concurrency, absence }: Fate,
): Promise<KilledApply> {
  const running = startFlowlink([...APPLY, '--concurrency', `${concurrency}`], project, environment);
  const lines: string[] = [];
  const come = waitFor(moment, (listener) =>
    running.onLine((line) => {
      lines.push(line);
      listener(line);
    }),
  );
  const isOver = await Promise.race([come.then(() => false), running.ended.then(() => true)]);
  if (!isOver) {
    if (victim === 'cli' || victim === 'both') running.signal('SIGKILL');
    if (victim === 'database') await database.crash?.();
    if (victim === 'backend' || victim === 'both') {
      await backend.kill('SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, absence));
      await backend.revive();
    }
  }
  const ended = await running.ended;
  return { ...ended, events: eventsOf(lines), survived: isOver };
}

/** The last line may have been cut off. */
export function eventsOf(lines: readonly string[]): ApplyEvent[] {
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as ApplyEvent] : []));
}

function waitFor({ after, ms }: Moment, onLine: (listener: (line: string) => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const begin = () => setTimeout(resolve, ms);
    let done = 0;
    onLine((line) => {
      if (after === 'run_started' && line.startsWith('{"type":"run_started"')) begin();
      if (typeof after === 'object' && line.startsWith('{"type":"change_done"')) {
        if (++done === after.changesDone) begin();
      }
    });
    if (after === 'start') begin();
  });
}
