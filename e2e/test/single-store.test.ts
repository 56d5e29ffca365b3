// The smallest example: what its README says is what happens.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.open('acme');
  place.useExample('single-store');
  await place.openStores();
});

afterAll(() => place.close());

test('every command of the README does what it says', async () => {
  expect(await place.flowlink('validate', { FLOWLINK_TOKEN: '', ACME_US_ACCESS_TOKEN: '' })).toEqual({
    status: 0,
    stdout: '✓ flowlink.yaml is valid: 1 connection in 1 file.\n',
    stderr: '',
  });
  expect(await place.flowlink('scopes acme-us')).toMatchObject({ status: 0, stderr: '' });
  expect(await place.flowlink('verify acme-us')).toMatchObject({ status: 0, stderr: '' });
  await expect(place.steady(await place.flowlink('plan'))).toMatchFileSnapshot(
    '__golden__/single-store-plan.txt',
  );
  expect((await place.flowlink('apply --auto-approve')).stdout).toContain(
    'Apply complete: 1 added, 0 changed, 0 destroyed.',
  );
  expect((await place.flowlink('plan --detailed-exitcode')).status).toBe(0);
});

test('.env.example names exactly the variables that are needed', () => {
  const named = [...place.read('flowlink.yaml').matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name);
  const listed = [...place.read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(listed).toEqual(['FLOWLINK_TOKEN', ...named]);
});

test('a changed workflow is one field in the plan', async () => {
  place.edit('flowlink.yaml', '{ action: get_orders }', '{ action: get_orders, parameters: { limit: 50 } }');
  const { stdout } = await place.flowlink('plan --detailed-exitcode');
  expect(stdout).toContain('+ workflows.import-orders.parameters.limit: 50');
  expect(stdout).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
});

test('the guard keeps the store from being removed', async () => {
  const text = place.read('flowlink.yaml');
  place.write('flowlink.yaml', `${text.slice(0, text.indexOf('connections:'))}connections: {}\n`);
  const refused = await place.flowlink('apply --auto-approve');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('max_destroy') });
  expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
});
