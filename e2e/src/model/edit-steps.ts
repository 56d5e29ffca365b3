// Edits of the configuration.
import fc from 'fast-check';
import { clientId, type FieldEdit, newFields, ORDERS, RUNNING } from './fields.ts';
import type { History } from './history.ts';
import { describeEdit, names, type Step, step } from './steps.ts';

const edit = (key: string, ...values: (string | number | boolean | undefined)[]): fc.Arbitrary<FieldEdit> =>
  fc.constantFrom(...values).map((value): FieldEdit => [key, value]);

/** Fields that anybody may change, here and on the backend. */
export const plainEdits: fc.Arbitrary<FieldEdit> = fc.oneof(
  { weight: 4, arbitrary: edit(`${ORDERS}.parameters.limit`, 50, 100, undefined) },
  { weight: 2, arbitrary: edit(`${ORDERS}.action`, 'get_orders', 'get_products', undefined) },
  { weight: 2, arbitrary: edit('workflows.stock.action', 'set_inventory', undefined) },
  { weight: 1, arbitrary: edit('store_url', 'https://one.example.com', 'https://two.example.com') },
  { weight: 1, arbitrary: edit('client_id', clientId(1), clientId(2)) },
  { weight: 1, arbitrary: edit('scopes.store_cart', 'store_cart', undefined) },
  { weight: 1, arbitrary: edit('protect', true, undefined) },
);

const ownEdits = fc.oneof(
  { weight: 4, arbitrary: plainEdits },
  { weight: 1, arbitrary: edit(RUNNING, '2026-01-01', '2026-02-02', undefined) },
  { weight: 1, arbitrary: edit('store_hash', 'abc001', 'abc002') },
);

const isDeclared =
  (name: string) =>
  ({ model }: History) =>
    model.project.connections.has(name);
const isFree = (name: string) => (history: History) => !isDeclared(name)(history);

const declare = fc.tuple(names, fc.boolean()).map(([name, hasVariable]) =>
  step(`declare ${name}${hasVariable ? ', its client ID in a variable' : ''}`, isFree(name), (history) => {
    history.model.project.declare(name, newFields('one'), history.newToken(), hasVariable);
  }),
);

const say = fc
  .tuple(names, ownEdits)
  .map(([name, wanted]) =>
    step(`declare ${name} with ${describeEdit(wanted)}`, isDeclared(name), ({ model }) =>
      model.project.say(name, wanted),
    ),
  );

const undeclare = names.map((name) =>
  step(`undeclare ${name}`, isDeclared(name), ({ model }) => model.project.undeclare(name)),
);

const rename = fc.tuple(names, names, fc.boolean()).map(([from, to, isSaid]) =>
  step(
    `declare ${from} as ${to}${isSaid ? ', with moved' : ''}`,
    (history) => isDeclared(from)(history) && isFree(to)(history),
    ({ model }) => model.project.rename(from, to, isSaid),
  ),
);

const forget = names.map((name) =>
  step(`declare ${name} as removed`, isDeclared(name), ({ model }) => model.project.forget(name)),
);

const importing = names.map((name) =>
  step(`declare ${name} under imports`, isDeclared(name), ({ model }) => {
    model.project.imports.add(name);
  }),
);

const stopImporting = names.map((name) =>
  step(
    `no ${name} under imports`,
    ({ model }) => model.project.imports.has(name),
    ({ model }) => {
      model.project.imports.delete(name);
    },
  ),
);

const share = names.map((name) =>
  step(
    `move the workflow of ${name} into the profile`,
    (history) => isDeclared(name)(history) && `${ORDERS}.action` in history.model.project.fields(name),
    ({ model }) => model.project.share(name),
  ),
);

const unshare = names.map((name) =>
  step(
    `${name} does without the profile`,
    (history) => isDeclared(name)(history) && history.model.project.get(name).usesProfile,
    ({ model }) => model.project.unshare(name),
  ),
);

const rotate = names.map((name) =>
  step(`rotate the token of ${name}`, isDeclared(name), (history) =>
    history.model.project.rotate(name, history.newToken()),
  ),
);

/** What somebody does who learns that the token was changed on the backend. */
const followToken = names.map((name) =>
  step(
    `set the variable of ${name} to the token on the backend`,
    (history) => isDeclared(name)(history) && history.model.stored.has(name),
    ({ model }) => model.project.rotate(name, model.stored.get(name)?.token ?? ''),
  ),
);

const guard = fc.constantFrom(undefined, 0, 1).map((maxDestroy) =>
  step(
    `max_destroy = ${maxDestroy}`,
    () => true,
    ({ model }) => {
      model.project.maxDestroy = maxDestroy;
    },
  ),
);

export const editSteps: fc.WeightedArbitrary<Step>[] = [
  { weight: 6, arbitrary: declare },
  { weight: 8, arbitrary: say },
  { weight: 3, arbitrary: rotate },
  { weight: 2, arbitrary: rename },
  { weight: 1, arbitrary: undeclare },
  { weight: 1, arbitrary: forget },
  { weight: 1, arbitrary: importing },
  { weight: 1, arbitrary: stopImporting },
  { weight: 1, arbitrary: share },
  { weight: 1, arbitrary: unshare },
  { weight: 1, arbitrary: followToken },
  { weight: 1, arbitrary: guard },
];
