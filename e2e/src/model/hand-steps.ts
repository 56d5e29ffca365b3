// What people and the running connector do on the backend, past flowlink.
import fc from 'fast-check';
import { plainEdits } from './edit-steps.ts';
import { newFields, ORDERS, RUNNING, toConfig } from './fields.ts';
import type { History } from './history.ts';
import { describeEdit, names, type Step, step, users } from './steps.ts';
import { advanced, editedByHand, madeByHand, renamedByHand, rotatedByHand, type Stored } from './stored.ts';

const isThere =
  (name: string) =>
  ({ model }: History) =>
    model.stored.has(name);
const isFree = (name: string) => (history: History) => !isThere(name)(history);

/** The model's connection and the revision of the real one. */
async function present({ model, world }: History, name: string): Promise<{ one: Stored; revision: number }> {
  const one = model.stored.get(name);
  const real = (await world.connections()).get(name);
  if (!one || !real) throw new Error(`${name} is not there`);
  return { one, revision: real.revision };
}

const create = fc.tuple(names, users).map(([name, user]) =>
  step(`${user} creates ${name} by hand`, isFree(name), async (history) => {
    const one = madeByHand(name, newFields('hand'), history.newToken());
    const body = { config: toConfig(one.config), secrets: { access_token: one.token } };
    await history.world.byHand(user, 'PUT', name, body, undefined);
    history.model.stored.set(name, one);
  }),
);

const change = fc.tuple(names, plainEdits, users).map(([name, wanted, user]) =>
  step(`${user} sets ${describeEdit(wanted)} on ${name} by hand`, isThere(name), async (history) => {
    const { one, revision } = await present(history, name);
    const after = editedByHand(one, wanted, user);
    await history.world.byHand(user, 'PUT', name, { config: toConfig(after.config) }, revision);
    history.model.stored.set(name, after);
  }),
);

const rotate = fc
  .tuple(names, fc.constantFrom('another', 'the same', 'the applied'), users)
  .map(([name, which, user]) =>
    step(`${user} enters ${which} token on ${name} by hand`, isThere(name), async (history) => {
      const { one, revision } = await present(history, name);
      const old = which === 'the same' ? one.token : (one.applied?.token ?? one.token);
      const after = rotatedByHand(one, which === 'another' ? history.newToken() : old, user);
      const body = { config: toConfig(one.config), secrets: { access_token: after.token } };
      await history.world.byHand(user, 'PUT', name, body, revision);
      history.model.stored.set(name, after);
    }),
  );

const rename = fc.tuple(names, names, users).map(([name, to, user]) =>
  step(
    `${user} renames ${name} to ${to} by hand`,
    (history) => isThere(name)(history) && isFree(to)(history),
    async (history) => {
      const { one, revision } = await present(history, name);
      await history.world.byHand(user, 'POST', `${name}/move`, { to }, revision);
      history.model.stored.delete(name);
      history.model.stored.set(to, renamedByHand(one, to, user));
    },
  ),
);

const remove = fc.tuple(names, users).map(([name, user]) =>
  step(`${user} deletes ${name} by hand`, isThere(name), async (history) => {
    const { revision } = await present(history, name);
    await history.world.byHand(user, 'DELETE', name, undefined, revision);
    history.model.stored.delete(name);
    history.model.deletedBy.set(name, user);
  }),
);

const advance = fc.tuple(names, fc.constantFrom('2026-01-01', '2026-05-05')).map(([name, to]) =>
  step(`the connector advances ${name} to ${to}`, isThere(name), async ({ model, world }) => {
    const after = advanced(model.stored.get(name) as Stored, to);
    await world.site.backend.advance(world.workspace, name, (config) =>
      config.workflows && `${ORDERS}.action` in after.config
        ? toConfig({ ...after.config, [RUNNING]: to })
        : config,
    );
    model.stored.set(name, after);
  }),
);

export const handSteps: fc.WeightedArbitrary<Step>[] = [
  { weight: 2, arbitrary: create },
  { weight: 7, arbitrary: change },
  { weight: 2, arbitrary: rotate },
  { weight: 2, arbitrary: rename },
  { weight: 1, arbitrary: remove },
  { weight: 2, arbitrary: advance },
];
