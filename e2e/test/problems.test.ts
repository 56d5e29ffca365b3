// What goes wrong is told at its place, whoever finds it: the backend, the network, a store or flowlink itself.
import type { Log } from 'sarif';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await Workplace.open('acme');
  place.environment = { ...place.environment, TOKEN: credentialFor('TOKEN') };
  place.write(
    'flowlink.yaml',
    `workspace: acme
backend:
  url: ${place.backend.url}
include: [shops/*.yaml]
profiles:
  retail:
    platform: bigcommerce
    access_token: \${env:TOKEN}
    scopes: [store_v2_information_read_only]
`,
  );
  place.write(
    'shops/acme.yaml',
    `connections:
  acme:
    extends: retail
    store_url: https://acme.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
`,
  );
});

afterEach(() => place.close());

const sarif = () => JSON.parse(place.read('out.sarif')) as Log;

test('a value that the backend refuses is shown where the profile says it, and is a result for code scanning', async () => {
  // Longer than the backend takes; nothing else would stop it.
  const long = { TOKEN: 'x'.repeat(5000) };
  const refused = await place.flowlink('apply --auto-approve --no-verify --sarif out.sarif', long);
  await expect(place.steady(refused)).toMatchFileSnapshot('__golden__/problems-refused.txt');
  const [{ results = [] } = {}] = sarif().runs;
  const last = results.at(-1);
  expect(last).toMatchObject({ ruleId: 'backend-refused', level: 'error' });
  expect(last?.locations?.[0]?.physicalLocation).toMatchObject({
    artifactLocation: { uri: 'flowlink.yaml' },
    region: { startLine: 8, startColumn: 19, endLine: 8, endColumn: 31 },
  });
  const streamed = await place.flowlink('apply --auto-approve --no-verify --json', long);
  expect(streamed.stdout).toContain('"location":{"file":"flowlink.yaml","line":8,');
  expect(streamed.stdout + streamed.stderr + refused.stdout + refused.stderr).not.toContain('xxxx');
});

test('a backend that cannot be used is told where the project names it, and as an error of the tool', async () => {
  const { FLOWLINK_URL: _url, FLOWLINK_WORKSPACE: _workspace, ...named } = place.environment;
  place.environment = named;
  const unknown = await place.flowlink('plan --sarif out.sarif', { FLOWLINK_TOKEN: 'fl_nobody' });
  await expect(place.steady(unknown)).toMatchFileSnapshot('__golden__/problems-unauthorized.txt');
  const [results, trouble] = sarif().runs;
  expect(results?.results).toEqual([]);
  expect(trouble?.invocations?.[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ descriptor: { id: 'backend-unauthorized' } }],
  });
  const other = await place.backend.token('bolt', 'write');
  const forbidden = await place.flowlink('plan --json', { FLOWLINK_TOKEN: other });
  expect(JSON.parse(forbidden.stdout)).toMatchObject({
    diagnostics: [{ code: 'backend-forbidden', location: { file: 'flowlink.yaml', line: 1, column: 12 } }],
  });
});

test('a saved plan that no longer fits is refused at the connections that changed', async () => {
  await place.openStores();
  expect((await place.flowlink('plan --out plan.json')).status).toBe(0);
  const rotated = { TOKEN: credentialFor('OTHER') };
  const changed = await place.flowlink('apply plan.json --auto-approve --json', rotated);
  expect(changed.stdout).toContain('"code":"plan-secret-changed"');
  expect(changed.stdout).toContain('"location":{"file":"flowlink.yaml","line":8,');
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  const stale = await place.flowlink('apply plan.json --auto-approve --json');
  expect(stale.stdout).toContain('"code":"plan-stale"');
  expect(stale.stdout).toContain('"location":{"file":"shops/acme.yaml","line":2,');
});

test('a store that contradicts the configuration fails its test case, and the others pass', async () => {
  place.write(
    'shops/bolt.yaml',
    place.read('shops/acme.yaml').replaceAll('acme', 'bolt').replace('g5cd38', 'b0lt00'),
  );
  await place.openStores();
  place.sandbox.setFault('b0lt00', { kind: 'suspended' });
  const { status } = await place.flowlink('verify --junit out.xml --sarif out.sarif');
  expect(status).toBe(1);
  await expect(place.read('out.xml')).toMatchFileSnapshot('__golden__/problems-verify.junit.xml');
  expect(sarif().runs.map(({ tool }) => tool.driver.name)).toEqual(['flowlink', 'flowlink-errors']);
});
