// Takes over from the backend into the configuration: drift --adopt, and import.
import { planAdoption, planImport } from '@flowlink/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { after, conflicts, expectDrift } from './expectation.ts';
import { driftLines, errorsOf, type History } from './history.ts';
import { names, type Step, step } from './steps.ts';
import { appliedForm, type Stored } from './stored.ts';

const adopt = fc.constant(
  step(
    'drift --adopt',
    ({ model }) => conflicts(model).length === 0,
    async (history) => {
      const { model } = history;
      const drifted = await history.drift();
      if (!drifted.value) throw new Error(errorsOf(drifted).join());
      const report = await planAdoption(history.ports(), drifted.value, drifted.sources);
      expect(errorsOf(report)).toEqual([]);
      for (const { name, isDrift, fields, sides } of drifted.value.connections) {
        if (!isDrift || !sides) continue;
        const have = appliedForm(model.stored.get(sides.have.name) as Stored);
        for (const { path, direction } of fields) {
          const key = path.join('.');
          const isReference = key === 'client_id' && model.project.get(name).hasClientVariable;
          if (direction !== 'backend' || key === 'access_token' || isReference) continue;
          model.project.say(name, [key, have[key]]);
        }
      }
      const text = report.value?.files.find(({ file }) => file === 'flowlink.yaml')?.text;
      if (text === undefined) return;
      const now = await history.drift(text);
      expect(errorsOf(now)).toEqual([]);
      expect(now.value && driftLines(now.value)).toEqual(expectDrift(model));
    },
  ),
);

const isByHand =
  (name: string) =>
  ({ model }: History) =>
    model.stored.get(name)?.managed === false;

const takeOver = fc.tuple(names, fc.boolean()).map(([name, asBlock]) =>
  step(`import ${name}${asBlock ? ' --block' : ''}`, isByHand(name), async (history) => {
    const { model } = history;
    const { project } = model;
    const one = model.stored.get(name) as Stored;
    const isDeclared = project.connections.has(name);
    const report = await planImport(history.ports(), [name], asBlock);
    const isGone = project.removed.has(name) || project.moved.some(({ from }) => from === name);
    if (isGone) {
      expect(new Set(errorsOf(report))).toEqual(
        new Set([project.removed.has(name) ? `invalid-removed ${name}` : `invalid-moved ${name}`]),
      );
      return;
    }
    expect(errorsOf(report)).toEqual([]);
    if (!report.value) return;
    const { files, variables, planned } = report.value;
    if (!isDeclared) project.declare(name, appliedForm(one), one.token);
    if (asBlock) project.imports.add(name);
    else if (planned) await takeOverNow(history, one, planned);
    const text = files.find(({ file }) => file === 'flowlink.yaml')?.text;
    const own = variables.flatMap((entry) => entry.names.map((variable) => [variable, one.token]));
    if (text === undefined || conflicts(model).length > 0) return;
    const now = await history.drift(text, Object.fromEntries(own));
    expect(errorsOf(now)).toEqual([]);
    expect(now.value && driftLines(now.value)).toEqual(expectDrift(model));
  }),
);

/** What is there becomes managed exactly as it is. */
async function takeOverNow(
  history: History,
  one: Stored,
  planned: Parameters<History['apply']>[0],
): Promise<void> {
  const { outcome } = await history.apply(planned, 'ci');
  expect(outcome).toBe(history.killed === undefined ? 'succeeded' : 'failed');
  if (history.killed !== undefined) return;
  const change = {
    name: one.name,
    action: 'import' as const,
    origin: one,
    want: { config: appliedForm(one), token: one.token },
    sendsToken: false,
    fields: {},
  };
  history.model.stored = after(history.model, [change]);
}

export const adoptSteps: fc.WeightedArbitrary<Step>[] = [
  { weight: 3, arbitrary: adopt },
  { weight: 3, arbitrary: takeOver },
];
