// The ways in which any command may fail: what each of them has in common must hold in every format.
import { vi } from 'vitest';
import { passOnTo, writesConnection } from '../passing-on.ts';
import { startFlowlink } from '../programs.ts';
import { startSlowBackend } from '../slow-backend.ts';
import type { Workplace } from '../workplace.ts';
import { edited, lockedBy } from './applied.ts';
import { GOOD, INVALID, type Outcome } from './outcome.ts';

function sees(place: Workplace, variables: Record<string, string>): void {
  place.environment = { ...place.environment, ...variables };
}

/** Nobody listens there. */
const unreachable: Outcome['before'] = async (place) => sees(place, { FLOWLINK_URL: 'http://127.0.0.1:9' });
const unauthorized: Outcome['before'] = async (place) => sees(place, { FLOWLINK_TOKEN: 'nobody' });
const forbidden: Outcome['before'] = async (place) =>
  sees(place, { FLOWLINK_TOKEN: await place.backend.token('acme', 'read') });
const otherWorkspace: Outcome['before'] = async (place) =>
  sees(place, { FLOWLINK_TOKEN: await place.backend.token('other', 'write') });
const locked: Outcome['before'] = async (place) =>
  lockedBy(place, await place.backend.token('acme', 'write'));

/** The backend refuses every write of a connection. */
const refusing: Outcome['before'] = async (place) => {
  const problem = { type: 'about:blank', title: 'Refused', status: 409, code: 'name_taken' };
  const passing = await passOnTo(place.backend.url, (request, response) => {
    if (!writesConnection(request)) return false;
    response.writeHead(409, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    return true;
  });
  sees(place, { FLOWLINK_URL: passing.url });
  return passing;
};

/** Ctrl-C twice, while the write of a connection waits for its answer. */
const interrupted: Outcome['run'] = async (place, argv, more) => {
  const slow = await startSlowBackend(place.backend.url);
  try {
    const environment = { ...place.environment, ...more, FLOWLINK_URL: slow.url };
    const running = startFlowlink(argv, place.project, environment);
    // Runs side by side: nothing here may ask which test is the current one, as `expect.poll` does.
    await vi.waitUntil(() => slow.waiting() === 1, { timeout: 60_000 });
    running.signal('SIGINT');
    // Signals that arrive at once are one signal.
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.signal('SIGINT');
    return await running.ended;
  } finally {
    await slow.close();
  }
};

/** As with `| head -0`: nobody reads what it prints. */
const unread: Outcome['run'] = async (place, argv, more) => {
  const running = startFlowlink(argv, place.project, { ...place.environment, ...more });
  running.closeStdout();
  return running.ended;
};

const changed = `${GOOD}    protect: true\n`;
const APPLY = 'apply --auto-approve --no-verify';

export const failures: Readonly<Record<string, Outcome>> = {
  'plan, usage': { command: 'plan --nonsense', status: 1 },
  'apply, usage': { command: 'apply --nonsense', status: 1 },
  'plan, too many arguments': { command: 'plan acme', status: 1 },
  'no such command': { command: 'plam', status: 1 },
  ...each(['plan --detailed-exitcode', APPLY, 'verify', 'list'], 'invalid', {
    yaml: INVALID,
  }),
  ...each(['plan --detailed-exitcode', 'list'], 'unreachable backend', { before: unreachable }),
  ...each(['plan', APPLY, 'history'], 'unauthorized', { before: unauthorized }),
  ...each(['plan', 'import bolt'], 'another workspace', { before: otherWorkspace }),
  ...each([APPLY, 'destroy --auto-approve'], 'forbidden', {
    yaml: changed,
    before: forbidden,
    tells: true,
  }),
  ...each([APPLY, 'destroy --auto-approve'], 'lock held', { yaml: changed, before: locked, tells: true }),
  ...each([APPLY], 'failed change', { yaml: changed, before: refusing, tells: true }),
  ...each([APPLY], 'interrupted', { yaml: changed, run: interrupted, tells: true }),
  ...each(['plan --detailed-exitcode', APPLY], 'refused by a guard', {
    yaml: 'guards: { max_destroy: 0 }\nconnections: {}\n',
  }),
  ...each([`${APPLY} plan.json`], 'stale plan', {
    yaml: changed,
    before: async (place) => {
      await place.flowlink('plan --out plan.json');
      await edited(place);
    },
  }),
  ...each(['plan --out nowhere/plan.json', 'schema --out flowlink.yaml/nowhere'], 'unwritable output', {}),
  ...each(['plan', 'scopes', 'schema'], 'unread', { status: 0, run: unread }),
};

/** The same for several commands. */
function each(
  commands: readonly string[],
  what: string,
  more: Omit<Outcome, 'command' | 'status'> & { readonly status?: Outcome['status'] },
): Record<string, Outcome> {
  return Object.fromEntries(
    commands.map((command) => [`${command}, ${what}`, { command, status: 1, ...more } as const]),
  );
}
