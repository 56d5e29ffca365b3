// Plans and applies, alone, twice at once, killed, over a bad network, or long after the plan was made.
import { parsePlan, printPlan, reopenPlan } from '@flowlink/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { after, type ExpectedPlan, expectDrift, expectPlan, stages } from './expectation.ts';
import { errorsOf, type History, isShownAs, type Ran } from './history.ts';
import { names, type Step, step } from './steps.ts';
import { killedAt, losingAnswers } from './transports.ts';

/** Plans and applies; what was refused or locked has changed nothing. */
async function run(
  history: History,
  expected: ExpectedPlan,
  request: Parameters<History['plan']>[1] = {},
  isLossy = false,
): Promise<void> {
  const planned = await history.plan(expected, request);
  if (!planned) return;
  const transport = isLossy ? losingAnswers(history.world.site.transport) : undefined;
  settle(history, expected, await history.apply(planned, 'ci', transport));
}

/** Holds what a run came to against the plan, and carries the plan out in the model. */
function settle(history: History, { changes }: ExpectedPlan, ran: Ran): void {
  if (changes.length === 0) {
    expect(ran.outcome).toBe('nothing_to_do');
    return;
  }
  if (history.killed !== undefined) {
    expectLocked(ran, history.killed);
    return;
  }
  expect(ran.events.filter(({ type }) => type === 'change_failed')).toEqual([]);
  expect(ran.outcome).toBe('succeeded');
  history.model.stored = after(history.model, changes);
}

/** Nothing was started, and it is said who holds the lock. */
function expectLocked({ outcome, events }: Ran, holder: string): void {
  expect(outcome).toBe('failed');
  const said = events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []));
  expect(said.map(({ code }) => code)).toEqual(['lock-held']);
  expect(said[0]?.detail).toContain(`${holder} on model`);
  expect(events.filter(({ type }) => type === 'change_started')).toEqual([]);
}

const applyAll = fc.boolean().map((isLossy) =>
  step(
    `apply${isLossy ? ' and lose answers' : ''}`,
    () => true,
    async (history) => {
      await history.checkDrift();
      const expected = expectPlan(history.model, 'apply');
      await run(history, expected, {}, isLossy);
      if (expected.refusals.length === 0 && history.killed === undefined) await expectInForce(history);
    },
  ),
);

/** The backend is what the configuration says, and nothing else there is managed. */
async function expectInForce(history: History): Promise<void> {
  const { project } = history.model;
  const real = await history.world.connections();
  const managed = [...real.values()].filter((one) => one.managed).map(({ name }) => name);
  expect(managed.sort()).toEqual([...project.connections.keys()].sort());
  await history.plan({ refusals: [], changes: [] });
  expect(expectDrift(history.model)).toEqual([]);
  await history.checkDrift();
}

const applyTargets = fc.uniqueArray(names, { minLength: 1, maxLength: 2 }).map((targets) =>
  step(
    `apply --target ${targets.join(' --target ')}`,
    ({ model }) => targets.every((name) => model.stored.has(name) || model.project.connections.has(name)),
    (history) => run(history, expectPlan(history.model, 'apply', targets), { targets }),
  ),
);

const destroyAll = fc.constant(
  step(
    'destroy',
    () => true,
    async (history) => {
      await run(history, expectPlan(history.model, 'destroy'), { mode: 'destroy' });
    },
  ),
);

const savePlan = fc.constant(
  step(
    'save a plan',
    () => true,
    async (history) => {
      const expected = expectPlan(history.model, 'apply');
      const planned = await history.plan(expected);
      if (!planned) return;
      const tokens = new Map(Object.entries(history.model.project.variables()));
      history.saved = { text: printPlan(planned.plan), expected, tokens };
    },
  ),
);

const applySaved = fc.constant(
  step(
    'apply the saved plan',
    ({ saved }) => saved !== undefined,
    async (history) => {
      const { saved, model } = history;
      if (!saved) return;
      const { value } = parsePlan('plan.json', saved.text);
      if (!value) throw new Error('a saved plan cannot be read');
      const report = await reopenPlan(history.ports(), value);
      const variables = model.project.variables();
      const isTokenOther = value.changes.some(({ secrets }) =>
        Object.values(secrets).some(({ env }) => variables[env] !== saved.tokens.get(env)),
      );
      const isStale = saved.expected.changes.some(({ name, origin }) => {
        const now = model.stored.get(origin?.name ?? name);
        const isTaken = origin !== undefined && origin.name !== name && model.stored.has(name);
        return now?.serial !== origin?.serial || isTaken;
      });
      if (isStale || isTokenOther) {
        const codes = new Set(errorsOf(report).map((error) => error.split(' ')[0]));
        // What the variables hold is looked at first.
        expect([...codes]).toEqual([isTokenOther ? 'plan-secret-changed' : 'plan-stale']);
      } else {
        expect(errorsOf(report)).toEqual([]);
        if (report.value) settle(history, saved.expected, await history.apply(report.value, 'ci'));
      }
    },
  ),
);

const applyTwice = fc.constant(
  step(
    'apply twice at once',
    ({ killed }) => killed === undefined,
    async (history) => {
      const expected = expectPlan(history.model, 'apply');
      const [one, two] = [await history.plan(expected), await history.plan(expected)];
      if (!one || !two) return;
      const both = await Promise.all([history.apply(one, 'first'), history.apply(two, 'second')]);
      if (expected.changes.length === 0) return;
      const isFirst = both[0].outcome === 'succeeded';
      const [winner, loser] = isFirst ? both : [both[1], both[0]];
      expectLocked(loser, isFirst ? 'first' : 'second');
      settle(history, expected, winner);
      expect(await history.world.lockedBy()).toBeUndefined();
    },
  ),
);

const crash = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()).map(([write, arrives]) =>
  step(
    `apply and be killed at request ${write}${arrives ? ', which arrives' : ''}`,
    ({ killed }) => killed === undefined,
    async (history) => {
      const { model, world } = history;
      const expected = expectPlan(model, 'apply');
      const { transport, death } = killedAt(world.site.transport, write, arrives);
      const planned = await history.plan(expected, {}, transport);
      if (!planned) return;
      const ran = await Promise.race([death, history.apply(planned, 'killed', transport)]);
      if (ran) return settle(history, expected, ran);
      if ((await world.lockedBy()) === 'killed') history.killed = 'killed';
      await learn(history, expected);
    },
  ),
);

/** Takes over which changes a killed run has made: each was made or not, but for a rename that may be made alone. */
async function learn({ model, world }: History, { changes }: ExpectedPlan): Promise<void> {
  const real = await world.connections();
  const next = new Map(model.stored);
  for (const change of changes) {
    const from = change.origin?.name ?? change.name;
    const there = real.get(from) ?? real.get(change.name);
    const found = stages(change, model.stored.get(from)).find((one) => isShownAs(one, there));
    if (there) expect(found, `what became of ${change.name}`).toBeDefined();
    next.delete(from);
    if (found) next.set(found.name, found);
    else if (change.origin) model.deletedBy.set(from, undefined);
  }
  model.stored = next;
}

const waitForLease = fc.constant(
  step(
    'wait until the lease has ended',
    ({ killed }) => killed !== undefined,
    async (history) => {
      history.world.site.wait(61);
      history.killed = undefined;
      expect(await history.world.lockedBy()).toBeUndefined();
    },
  ),
);

export const runSteps: fc.WeightedArbitrary<Step>[] = [
  { weight: 10, arbitrary: applyAll },
  { weight: 3, arbitrary: applyTargets },
  { weight: 1, arbitrary: destroyAll },
  { weight: 2, arbitrary: savePlan },
  { weight: 2, arbitrary: applySaved },
  { weight: 2, arbitrary: applyTwice },
  { weight: 3, arbitrary: crash },
  { weight: 2, arbitrary: waitForLease },
];
