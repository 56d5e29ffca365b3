// The main job over the agency example: validate, plan, apply, and the changes that daily life brings.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ended } from '../src/programs.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.open('harbor-studio');
  place.useExample('agency');
  await place.openStores();
});

afterAll(() => place.close());

/** Changes end in any order; everything else stands where it stands. */
function sorted(ended: Ended): string {
  const lines = place.steady(ended).split('\n');
  const isProgress = (line: string) => /\(0\.0s\)$/.test(line);
  const progress = lines.filter(isProgress).sort();
  return lines.map((line) => (isProgress(line) ? (progress.shift() ?? '') : line)).join('\n');
}

const narrow = { COLUMNS: '80' };
const golden = (name: string) => `__golden__/agency-${name}.txt`;

test('validate needs no variable and no backend', async () => {
  const { status, stdout } = await place.flowlink('validate', {
    FLOWLINK_URL: 'http://127.0.0.1:1',
    FLOWLINK_TOKEN: '',
  });
  expect([status, stdout]).toEqual([0, '✓ flowlink.yaml is valid: 12 connections in 5 files.\n']);
});

test('the first plan creates twelve stores and writes nothing', async () => {
  const planned = await place.flowlink('plan');
  await expect(place.steady(planned)).toMatchFileSnapshot(golden('first-plan'));
  expect(await place.connections()).toEqual([]);
});

test('apply creates them, and the next plan is empty', async () => {
  await expect(sorted(await place.flowlink('apply --auto-approve'))).toMatchFileSnapshot(
    golden('first-apply'),
  );
  expect((await place.connections()).filter(({ managed }) => managed)).toHaveLength(12);
  expect(await place.flowlink('plan --detailed-exitcode')).toMatchObject({
    status: 0,
    stdout: 'No changes. The backend matches the configuration (12 connections).\n',
  });
});

test('list shows what is there', async () => {
  await expect(place.steady(await place.flowlink('list'))).toMatchFileSnapshot(golden('list'));
});

test('show --resolved says what comes from a profile, what overrides it and what is removed', async () => {
  const { stdout, status } = await place.flowlink('show --resolved pampa-leather bergson-bikes-de', narrow);
  expect(status).toBe(0);
  await expect(stdout).toMatchFileSnapshot(golden('resolved'));
});

test('drift is shown, adopted in one store and undone in the other', async () => {
  await place.editByHand('koi-ceramics', 'maria', (config) => ({
    ...config,
    workflows: { ...config.workflows, catalogue: { action: 'get_products', parameters: { limit: 10 } } },
  }));
  await place.editByHand('northwind-ca', 'sam', ({ workflows: { stock, ...workflows } = {}, ...config }) => ({
    ...config,
    workflows,
  }));
  const found = await place.flowlink('drift --detailed-exitcode', narrow);
  await expect(place.steady(found)).toMatchFileSnapshot(golden('drift'));
  const { stdout, status } = await place.flowlink('drift --detailed-exitcode --json');
  expect(status).toBe(2);
  expect(JSON.parse(stdout).drift).toMatchObject({
    compared: 12,
    drifted: true,
    connections: [
      {
        name: 'koi-ceramics',
        fields: [
          {
            path: ['workflows', 'catalogue', 'parameters', 'limit'],
            ahead: 'backend',
            configuration: 100,
            backend: 10,
            location: { file: 'connections/apac.yaml', line: 17 },
            changed: { by: { token: 'write', user: 'maria' } },
          },
        ],
      },
      { name: 'northwind-ca', fields: [{ ahead: 'backend', location: { file: 'profiles.yaml' } }] },
    ],
  });

  const before = place.read('connections/apac.yaml');
  const adopted = await place.flowlink('drift koi-ceramics --adopt', narrow);
  await expect(place.steady(adopted)).toMatchFileSnapshot(golden('drift-adopt'));
  expect(place.read('connections/apac.yaml')).toBe(before.replace('limit: 100', 'limit: 10'));
  expect((await place.flowlink('apply --auto-approve')).stdout).toContain(
    'Apply complete: 0 added, 1 changed, 0 destroyed.',
  );
  expect((await place.flowlink('drift --detailed-exitcode')).status).toBe(0);

  // Back to how it was, for what follows.
  place.write('connections/apac.yaml', before);
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
});

test('--adopt of what comes from a profile overrides it in the connection', async () => {
  const profiles = place.read('profiles.yaml');
  const europe = place.read('connections/europe.yaml');
  await place.editByHand(
    'bergson-bikes',
    'maria',
    ({ workflows: { stock, ...workflows } = {}, ...config }) => ({
      ...config,
      workflows,
    }),
  );
  expect((await place.flowlink('drift bergson-bikes --adopt')).status).toBe(0);
  expect(place.read('profiles.yaml')).toBe(profiles);
  expect(place.read('connections/europe.yaml')).toContain('    workflows: { stock: null }\n');
  expect((await place.flowlink('drift --detailed-exitcode')).status).toBe(0);
  place.write('connections/europe.yaml', europe);
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
});

test('a rotated token, an edited workflow, a removed store, another store hash and drift make one plan', async () => {
  place.environment = { ...place.environment, ATELIER_NOOR_ACCESS_TOKEN: credentialFor('ROTATED') };
  // One store extends the profile and takes the date over, one overrides it, and one is about to be removed.
  place.edit('profiles.yaml', 'min_date_modified: 2026-01-01', 'min_date_modified: 2026-02-01');
  place.edit('connections/apac.yaml', 'store_hash: x9s4wf', 'store_hash: x9s4wg');
  const europe = place.read('connections/europe.yaml');
  place.write('connections/europe.yaml', europe.slice(0, europe.indexOf('  fjord-knitwear:')));
  await place.editByHand('koi-ceramics', 'maria', (config) => ({
    ...config,
    client_id: 'changed-in-the-ui',
  }));

  const planned = await place.flowlink('plan --out plan.json --detailed-exitcode');
  await expect(place.steady(planned)).toMatchFileSnapshot(golden('mixed-plan'));
  const wide = await place.flowlink('show plan.json', { COLUMNS: '200' });
  await expect(place.steady(wide)).toMatchFileSnapshot(golden('mixed-show-wide'));
});

test('the saved plan is applied exactly, once', async () => {
  await place.openStores();
  await expect(sorted(await place.flowlink('apply plan.json --auto-approve'))).toMatchFileSnapshot(
    golden('mixed-apply'),
  );
  expect((await place.flowlink('plan')).stdout).toContain('No changes.');
  const again = await place.flowlink('apply plan.json --auto-approve');
  expect(again.status).toBe(1);
  // Three in full, and the others in a line each.
  expect(again.stderr.match(/^error\[plan-stale\]/gm)).toHaveLength(4);
  expect(again.stderr).toContain('5 errors.');
  const streamed = await place.flowlink('apply plan.json --auto-approve --json');
  expect(streamed.stdout.match(/"code":"plan-stale"/g)).toHaveLength(5);
});

test('moving a store to another file changes nothing', async () => {
  const apac = place.read('connections/apac.yaml');
  const tea = apac.indexOf('  harbour-tea:');
  const reef = apac.indexOf('  reef-and-co:');
  place.write('connections/apac.yaml', apac.slice(0, tea) + apac.slice(reef));
  place.write('connections/elsewhere.yaml', `connections:\n${apac.slice(tea, reef)}`);
  expect((await place.flowlink('plan --detailed-exitcode')).status).toBe(0);
});

test('destroy refuses what is protected, and takes the rest', async () => {
  const refused = await place.flowlink('destroy --auto-approve');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('error[protected-connection]');
  expect(await place.connections()).toHaveLength(11);
  place.edit('connections/europe.yaml', '    protect: true\n', '');
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  const destroyed = await place.flowlink('destroy --auto-approve');
  expect(destroyed.stdout).toContain('Apply complete: 0 added, 0 changed, 11 destroyed.');
  expect(await place.connections()).toEqual([]);
});

test('history tells what was applied', async () => {
  const { status, stdout } = await place.flowlink('history --json');
  const { runs } = JSON.parse(stdout) as {
    runs: { id: string; mode: string; outcome: string; planned: number }[];
  };
  expect(status).toBe(0);
  expect(runs.map(({ mode, outcome, planned }) => [mode, outcome, planned])).toEqual([
    ['destroy', 'succeeded', 11],
    ['apply', 'succeeded', 1],
    ['apply', 'succeeded', 5],
    ['apply', 'succeeded', 1],
    ['apply', 'succeeded', 1],
    ['apply', 'succeeded', 1],
    ['apply', 'succeeded', 12],
  ]);
  const one = await place.flowlink(`history ${runs[0]?.id}`);
  expect(one).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('11 done, 0 failed, 0 not started'),
  });
  expect((await place.flowlink('history --limit 1')).stdout).toContain('1 run.');
  const unknown = await place.flowlink('history run_00000000000000000000');
  expect(unknown).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('error[unknown-run]'),
  });
});
