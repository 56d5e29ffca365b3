// What the operations on runs and on the audit trail do.
import type { AuditAction, Run, RunClose, RunOpen } from '@flowlink/schema';
import { heldNow } from '../locks/lock.ts';
import { isRefusal } from '../refusal.ts';
import { isForsaken, noSuchRun } from '../runs/run.ts';
import { closeRun, openRun } from '../runs/workspace-runs.ts';
import type { Store } from '../store/store.ts';
import { type Call, type Handlers, ok, workspaceOf } from './call.ts';
import { newestFirst } from './page.ts';

export function historyHandlers(store: Store) {
  return {
    async listRuns(call) {
      const page = await newestFirst(call, 'position', (before, limit) =>
        store.runs(workspaceOf(call), before, limit),
      );
      if (isRefusal(page)) return page;
      const runs = await asTold(
        store,
        call,
        page.items.map(({ run }) => run),
      );
      return ok({ runs, next_cursor: page.next_cursor });
    },
    async getRun(call) {
      const run = await store.run(workspaceOf(call), call.params.run ?? '');
      const [told] = run ? await asTold(store, call, [run]) : [];
      return told ? ok(told) : noSuchRun;
    },
    async openRun(call) {
      const { body, token, now } = call;
      const { run, opened } = await store.transaction(workspaceOf(call), (tx) =>
        openRun(tx, workspaceOf(call), body as RunOpen, token.name, now),
      );
      return { status: opened ? 201 : 200, body: run };
    },
    async closeRun(call) {
      const { params, body, token, now } = call;
      const run = await store.transaction(workspaceOf(call), (tx) =>
        closeRun(tx, workspaceOf(call), params.run ?? '', body as RunClose, token.name, now),
      );
      return isRefusal(run) ? run : ok(run);
    },
    async listAudit(call) {
      const action = call.query.action as AuditAction | undefined;
      const page = await newestFirst(call, 'audit', (before, limit) =>
        store.audit(workspaceOf(call), before, limit, action),
      );
      return isRefusal(page) ? page : ok({ entries: page.items, next_cursor: page.next_cursor });
    },
  } satisfies Partial<Handlers>;
}

/** The runs, with those marked that were open before and after the lock was seen without them. */
async function asTold(store: Store, call: Call, runs: readonly Run[]): Promise<Run[]> {
  const held = heldNow(await store.lock(workspaceOf(call)), call.now);
  const told = runs.map(async (run) => {
    if (!isForsaken(run, held)) return run;
    const now = await store.run(workspaceOf(call), run.id);
    return now?.outcome === 'open' ? { ...now, outcome: 'abandoned' as const } : (now ?? run);
  });
  return Promise.all(told);
}
