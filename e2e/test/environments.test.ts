// Two workspaces from one directory: what is done to staging leaves production alone.
import { parseEnv } from 'node:util';
import type { Connection } from '@flowlink/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Environment } from '../src/programs.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

type Stage = 'staging' | 'production';

let place: Workplace;
let stages: Record<Stage, Environment>;

/** What a copy of the stage's example holds once it is filled in. */
async function filledIn(stage: Stage): Promise<Environment> {
  const example = parseEnv(place.read(`.env.${stage}.example`)) as Record<string, string>;
  const values = Object.entries(example).map(([name, value]) => [
    name,
    value || credentialFor(`${stage}_${name}`),
  ]);
  return {
    ...Object.fromEntries(values),
    FLOWLINK_TOKEN: await place.backend.token(`acme-${stage}`, 'write'),
  };
}

beforeAll(async () => {
  place = await Workplace.open('nothing-of-this');
  place.useExample('environments');
  stages = { staging: await filledIn('staging'), production: await filledIn('production') };
  const { FLOWLINK_URL = '', BIGCOMMERCE_API_URL = '' } = place.environment;
  for (const stage of [stages.staging, stages.production]) {
    place.environment = { FLOWLINK_URL, BIGCOMMERCE_API_URL, ...stage };
    await place.openStores();
  }
  place.environment = { FLOWLINK_URL, BIGCOMMERCE_API_URL };
});

afterAll(() => place.close());

async function listed(stage: Stage): Promise<Connection[]> {
  const { stdout } = await place.flowlink('list --json', stages[stage]);
  return (JSON.parse(stdout) as { connections: Connection[] }).connections;
}

test('without a stage only validate works, and plan names every variable that is missing', async () => {
  expect(await place.flowlink('validate')).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = await place.flowlink('plan');
  expect(status).toBe(1);
  for (const name of ['STAGE', 'ACME_EU_STORE_URL', 'ACME_US_ACCESS_TOKEN']) expect(stderr).toContain(name);
});

test('the examples of both stages hold every variable that has no default', () => {
  const needed = [...place.read('flowlink.yaml').matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name ?? '');
  for (const stage of Object.values(stages))
    expect(Object.keys(stage)).toEqual(expect.arrayContaining(needed));
});

test('each stage plans for its own workspace and stores', async () => {
  for (const stage of ['staging', 'production'] as const) {
    const planned = await place.flowlink('plan', stages[stage]);
    await expect(place.steady(planned)).toMatchFileSnapshot(`__golden__/environments-${stage}-plan.txt`);
  }
});

test('applying staging leaves production alone, and the other way round', async () => {
  expect((await place.flowlink('apply --auto-approve', stages.staging)).stdout).toContain(
    'Apply complete: 2 added',
  );
  expect(await listed('production')).toEqual([]);
  expect((await place.flowlink('apply --auto-approve', stages.production)).stdout).toContain(
    'Apply complete: 2 added',
  );
  const before = await listed('production');

  place.edit('flowlink.yaml', '      stock: { action: set_inventory }\n', '');
  expect((await place.flowlink('apply --auto-approve', stages.staging)).stdout).toContain(
    'Apply complete: 0 added, 2 changed, 0 destroyed.',
  );
  expect(await listed('production')).toEqual(before);
  expect((await place.flowlink('plan --detailed-exitcode', stages.staging)).status).toBe(0);
  expect((await place.flowlink('plan --detailed-exitcode', stages.production)).status).toBe(2);
});

test('only production protects its stores', async () => {
  const refused = await place.flowlink('destroy --auto-approve', stages.production);
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('error[protected-connection]'),
  });
  place.edit('flowlink.yaml', 'max_destroy: 0', 'max_destroy: 2');
  expect((await place.flowlink('destroy --auto-approve', stages.staging)).status).toBe(0);
  expect(await listed('staging')).toEqual([]);
  expect(await listed('production')).toHaveLength(2);
});

test("the token of staging does nothing to production's workspace", async () => {
  const mixed = { ...stages.production, FLOWLINK_TOKEN: stages.staging.FLOWLINK_TOKEN ?? '' };
  const before = await listed('production');
  const refused = await place.flowlink('apply --auto-approve', mixed);
  expect(refused.status).toBe(1);
  expect(await listed('production')).toEqual(before);
});
