// What is reported while a plan is applied.
import type { ApplyEvent, Change, RunCounts } from '@flowlink/schema';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What happens while a plan is applied. Diagnostics keep their offsets; a renderer turns them into lines. */
export type ApplyProgress =
  /** Another run holds the lock: who, where and since when. */
  | { readonly type: 'waiting_for_lock'; readonly detail: string }
  | { readonly type: 'run_started'; readonly run: string; readonly at: Date }
  /** How many changes may run at once from now on: fewer because the backend asks for less, more as it recovers. */
  | {
      readonly type: 'concurrency_changed';
      readonly limit: number;
      readonly maximum: number;
      readonly at: Date;
    }
  | { readonly type: 'change_started'; readonly change: Change; readonly at: Date }
  | { readonly type: 'change_done'; readonly change: Change; readonly at: Date; readonly elapsedMs: number }
  | {
      readonly type: 'change_failed';
      readonly change: Change;
      readonly at: Date;
      readonly elapsedMs: number;
      readonly diagnostic: Diagnostic;
    }
  | { readonly type: 'change_not_started'; readonly change: Change; readonly reason: string }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | ({ readonly type: 'run_finished'; readonly run?: string; readonly outcome: RunOutcome } & RunCounts);

/** How a run ended. */
export type RunOutcome = Extract<ApplyEvent, { type: 'run_finished' }>['outcome'];
