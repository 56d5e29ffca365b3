// Exit codes and streams are the same in every format, whatever the outcome.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { event } from '@flowlink/schema/validators/events';
import { plan as isPlan } from '@flowlink/schema/validators/plan';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;
const good = `connections:
  acme:
    platform: bigcommerce
    store_url: https://acme.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
    scopes: [store_v2_information_read_only]
`;

/** Another token, which its store does not know. */
const wrong = good.replace('TOKEN', 'WRONG');

beforeAll(async () => {
  place = await Workplace.open('acme');
  place.environment = {
    ...place.environment,
    TOKEN: credentialFor('TOKEN'),
    WRONG: credentialFor('WRONG'),
    OTHER: await place.backend.token('acme', 'write'),
  };
  place.write('flowlink.yaml', good);
  await place.openStores();
});

afterAll(() => place.close());

interface Case {
  readonly yaml: string;
  readonly command: string;
  readonly status: number;
  /** What happens before the command, past flowlink; before each format. */
  readonly byHand?: () => Promise<unknown>;
}

const RUN = 'run_00000000000000000001';

const edited = () =>
  place.editByHand('acme', 'maria', (config) => ({
    ...config,
    client_id: '0changed0by0hand0000000000000000',
  }));

/** Another store, not imported. */
async function made(): Promise<void> {
  const { config } = await place.connection('acme');
  if ((await place.request('GET', '/bolt')).ok) await place.deleteByHand('bolt', 'maria');
  await place.createByHand('bolt', { ...config, store_hash: 'b0lt' }, credentialFor('BOLT'), 'maria');
}

async function emptied(): Promise<void> {
  rmSync(join(place.project, 'exported'), { recursive: true, force: true });
}

const lock = { run: RUN, holder: { user: 'sam', host: 'laptop' }, lease_seconds: 60 };

/** By a token that is not ours. */
const locked = () =>
  place.workspaceRequest('PUT', '/lock', lock, { authorization: `Bearer ${place.environment.OTHER}` });

/** By our own token. */
async function lockedByUs(): Promise<void> {
  const authorization = `Bearer ${place.environment.OTHER}`;
  await place.workspaceRequest('DELETE', `/lock?run=${RUN}`, undefined, { authorization });
  expect((await place.workspaceRequest('PUT', '/lock', lock)).status).toBe(200);
}

const cases: Record<string, Case> = {
  'validate, valid': { yaml: good, command: 'validate', status: 0 },
  'validate, invalid': { yaml: `${good}x: 1\n`, command: 'validate', status: 1 },
  'plan, differences': { yaml: good, command: 'plan', status: 0 },
  'plan, differences, detailed': { yaml: good, command: 'plan --detailed-exitcode', status: 2 },
  'plan, invalid, detailed': { yaml: `${good}x: 1\n`, command: 'plan --detailed-exitcode', status: 1 },
  'apply, not approved': { yaml: good, command: 'apply', status: 1 },
  'apply, invalid': { yaml: `${good}x: 1\n`, command: 'apply --auto-approve', status: 1 },
  'apply, done': { yaml: good, command: 'apply --auto-approve', status: 0 },
  'apply, nothing to do': { yaml: good, command: 'apply --auto-approve', status: 0 },
  'plan, no differences, detailed': { yaml: good, command: 'plan --detailed-exitcode', status: 0 },
  'plan, verified': { yaml: good, command: 'plan --verify', status: 0 },
  'plan, contradicted': { yaml: wrong, command: 'plan --verify --detailed-exitcode', status: 1 },
  'apply, contradicted': { yaml: wrong, command: 'apply --auto-approve', status: 1 },
  'verify, verified': { yaml: good, command: 'verify', status: 0 },
  'verify, contradicted': { yaml: wrong, command: 'verify acme', status: 1 },
  'verify, invalid': { yaml: `${good}x: 1\n`, command: 'verify', status: 1 },
  'verify, no such connection': { yaml: good, command: 'verify acne', status: 1 },
  'scopes, of all': { yaml: good, command: 'scopes', status: 0 },
  'scopes, of actions': { yaml: good, command: 'scopes --actions get_orders', status: 0 },
  'scopes, of an unknown action': { yaml: good, command: 'scopes --actions get_order', status: 1 },
  'add, no such file': { yaml: good, command: 'add nothing.txt', status: 1 },
  list: { yaml: good, command: 'list', status: 0 },
  'list, invalid': { yaml: `${good}x: 1\n`, command: 'list', status: 1 },
  'show, no such file': { yaml: good, command: 'show nothing.json', status: 1 },
  'show, resolved': { yaml: good, command: 'show --resolved acme', status: 0 },
  'show, resolved, without its variable': {
    yaml: good.replace('TOKEN', 'UNSET'),
    command: 'show --resolved acme',
    status: 0,
  },
  'show, resolved, no such connection': { yaml: good, command: 'show --resolved acne', status: 1 },
  'show, resolved, invalid': { yaml: `${good}x: 1\n`, command: 'show --resolved acme', status: 1 },
  'show, resolved beside a plan': { yaml: good, command: 'show plan.json --resolved acme', status: 1 },
  'drift, none': { yaml: good, command: 'drift', status: 0 },
  'drift, none, detailed': { yaml: good, command: 'drift --detailed-exitcode', status: 0 },
  'drift, of the configuration only, detailed': {
    yaml: `${good}    protect: true\n`,
    command: 'drift --detailed-exitcode',
    status: 0,
  },
  'drift, some': { yaml: good, command: 'drift', status: 0, byHand: edited },
  'drift, some, detailed': { yaml: good, command: 'drift --detailed-exitcode', status: 2, byHand: edited },
  'drift, adopted': { yaml: good, command: 'drift --adopt', status: 0, byHand: edited },
  'drift, no such connection': { yaml: good, command: 'drift acne', status: 1 },
  'drift, invalid, detailed': { yaml: `${good}x: 1\n`, command: 'drift --detailed-exitcode', status: 1 },
  'import, done': { yaml: good, command: 'import bolt', status: 0, byHand: made },
  'import, as a block': { yaml: good, command: 'import bolt --block', status: 0, byHand: made },
  'import, no such connection': { yaml: good, command: 'import blot', status: 1 },
  'import, managed already': { yaml: good, command: 'import acme', status: 1 },
  'import, invalid': { yaml: `${good}x: 1\n`, command: 'import bolt', status: 1 },
  'export, done': { yaml: good, command: 'export --out exported', status: 0, byHand: emptied },
  'export, in the way': { yaml: good, command: 'export --out exported', status: 1 },
  'export, invalid': { yaml: `${good}x: 1\n`, command: 'export --out another', status: 1 },
  'unlock, not locked': { yaml: good, command: 'unlock', status: 0 },
  'unlock, not approved': { yaml: good, command: 'unlock', status: 1, byHand: locked },
  'unlock, of another run': {
    yaml: good,
    command: 'unlock run_00000000000000000002 --auto-approve',
    status: 1,
    byHand: locked,
  },
  'unlock, by whom may not': {
    yaml: good,
    command: `unlock ${RUN} --auto-approve`,
    status: 1,
    byHand: locked,
  },
  'unlock, done': { yaml: good, command: `unlock ${RUN} --auto-approve`, status: 0, byHand: lockedByUs },
  'unlock, invalid': { yaml: `${good}x: 1\n`, command: 'unlock', status: 1 },
  'init, done': {
    yaml: good,
    command: 'init -C fresh --workspace acme --backend-url https://flowlink.example.com --ci none --force',
    status: 0,
  },
  'init, there is a project': { yaml: good, command: 'init --yes', status: 1 },
  'init, flags missing': { yaml: good, command: 'init -C new', status: 1 },
  'fmt, formatted': { yaml: good, command: 'fmt', status: 0 },
  'fmt, to be formatted': { yaml: good.replace(/^ {4}/gm, '      '), command: 'fmt', status: 0 },
  'fmt, checked': { yaml: good, command: 'fmt --check flowlink.yaml', status: 0 },
  'fmt, checked in vain': { yaml: good.replace(/^ {4}/gm, '      '), command: 'fmt --check', status: 1 },
  'fmt, differences': { yaml: good.replace(/^ {4}/gm, '      '), command: 'fmt --diff', status: 0 },
  'fmt, invalid': { yaml: `${good}x: 1\n`, command: 'fmt', status: 0 },
  'fmt, not YAML': { yaml: `${good}x: [\n`, command: 'fmt', status: 1 },
  'fmt, no such file': { yaml: good, command: 'fmt nothing.yaml', status: 1 },
  'unknown flag': { yaml: good, command: 'plan --nonsense', status: 1 },
  'destroy, done': { yaml: good, command: 'destroy --auto-approve', status: 0 },
};

test.for(Object.entries(cases))('%s', async ([, { yaml, command, status, byHand }]) => {
  place.write('flowlink.yaml', yaml);
  await byHand?.();
  const json = await place.flowlink(`${command} --json`);
  // Applying twice is another outcome, so the second format undoes the first.
  if (command.startsWith('apply --auto') && json.stdout.includes('"change_done"'))
    await place.flowlink('destroy --auto-approve');
  if (command.startsWith('destroy') && status === 0) await place.flowlink('apply --auto-approve');
  if (byHand) place.write('flowlink.yaml', yaml);
  await byHand?.();
  const human = await place.flowlink(command);
  expect([json.status, human.status]).toEqual([status, status]);

  expect(json.stderr).toBe('');
  const isStream = /^(apply|destroy)/.test(command);
  const documents = isStream ? json.stdout.trimEnd().split('\n') : [json.stdout];
  const values = documents.map((text) => JSON.parse(text) as Record<string, unknown>);
  if (isStream) {
    for (const value of values) expect(event(value), JSON.stringify(value)).toBe(true);
    expect(values[0]).toMatchObject({ type: 'version', format: 'flowlink-events', version: 1 });
    expect(values.at(-1)).toMatchObject({ type: 'run_finished' });
  } else {
    expect(values[0]).toMatchObject({ ok: status !== 1, diagnostics: expect.any(Array) });
    if (command.startsWith('plan') && status !== 1) expect(isPlan(values[0]?.plan)).toBe(true);
  }
  if (status === 1) expect(human.stderr).toMatch(/^error\[/m);
  else expect(human.stderr).toBe('');
});

test('a run waits for the lock of another one as long as it is told to', async () => {
  place.write('flowlink.yaml', good);
  const { FLOWLINK_WORKSPACE: workspace, FLOWLINK_TOKEN: token } = place.environment;
  const lock = (method: string, query: string, body?: object) =>
    fetch(`${place.backend.url}/v1/workspaces/${workspace}/lock${query}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // A type without a body is refused.
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const run = 'run_00000000000000000001';
  await lock('PUT', '', { run, holder: { user: 'sam', host: 'laptop' }, lease_seconds: 600 });
  const refused = await place.flowlink('apply --auto-approve');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('sam on laptop') });
  const asked = () => place.backend.log().split('"acquireLock"').length;
  const before = asked();
  const waiting = place.flowlink('apply --auto-approve --json --lock-timeout 50');
  // The lock becomes free as soon as the run has found it taken; its lease would last longer than the run waits.
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(before);
  expect((await lock('DELETE', `?run=${run}`)).status).toBe(204);
  const { status, stdout } = await waiting;
  expect(status).toBe(0);
  expect(stdout).toMatch(/"type":"waiting_for_lock","detail":"sam on laptop is applying/);
  for (const line of stdout.trimEnd().split('\n')) expect(event(JSON.parse(line)), line).toBe(true);
});
