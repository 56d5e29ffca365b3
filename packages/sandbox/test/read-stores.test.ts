// What is said of stores that are not as they should be.
import { expect, test } from 'vitest';
import { StoresError, startSandbox } from '../src/index.ts';
import { aStore, everything } from './a-store.ts';

async function problems(stores: unknown): Promise<string> {
  const error = await startSandbox({ stores: stores as [], port: 0 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoresError);
  return (error as Error).message;
}

test('all problems are told at once, each at its place', async () => {
  const wrong = {
    ...aStore('Abc'),
    plan: 'huge',
    orders: -1,
    hooks: [{}],
    accounts: [{ ...everything, access_token: 5, scopes: ['store_v2_order'] }],
    name: 'x',
  };
  expect((await problems([aStore('abc'), wrong])).split('\n')).toEqual([
    'stores[1] has no field “name”.',
    'stores[1].hash must be lower-case letters and digits.',
    'stores[1].plan must be one of standard, plus, pro.',
    'stores[1].orders must be a whole number.',
    'stores[1].hooks[0].client_id must be a text that is not empty.',
    'stores[1].accounts[0].access_token must be a text that is not empty.',
    'stores[1].accounts[0].scopes[0] must be the name of a BigCommerce scope.',
  ]);
});

test.for([
  [{}, 'stores must be a list.'],
  [[null], 'stores[0] must be an object.'],
  [[aStore('abc'), aStore('abc')], 'Two stores have the hash abc.'],
])('%#: refused', async ([stores, message]) => {
  expect(await problems(stores)).toBe(message);
});
