// Unique secrets run through every command, format and failure, and appear in no output, no file and no log.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@flowlink/sandbox';
import { afterEach, expect, test } from 'vitest';
import { Workplace } from '../src/workplace.ts';

const FIRST = 'canary1first0value0of0the0token';
const SECOND = 'canary2second0value0of0the0token';
const LITERAL = 'canary3literal0in0the0file0000';
const faults: Fault[] = [
  { kind: 'plain-401' },
  { kind: 'html' },
  { kind: 'redirect', location: 'http://127.0.0.1:9/' },
  { kind: 'reset' },
];
const canaries = [FIRST, SECOND, LITERAL];

let place: Workplace;
const said: string[] = [];

afterEach(() => place.close());

const connection = (token: string) => `connections:
  acme:
    platform: bigcommerce
    store_url: https://acme.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
    access_token: ${token}
    scopes: [store_v2_orders]
`;

const boltConfig = {
  platform: 'bigcommerce' as const,
  store_url: 'https://bolt.mybigcommerce.com',
  store_hash: 'b0lt',
  client_id: '0client0id0of0a0test0account000',
  scopes: ['store_v2_orders' as const],
};

async function say(command: string, more: Record<string, string> = {}): Promise<void> {
  const { stdout, stderr } = await place.flowlink(command, more);
  said.push(`${command}\n${stdout}${stderr}`);
}

/** Every file below a folder, as bytes. */
function files(folder: string): [string, Buffer][] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)]);
}

test('no secret gets out', async () => {
  place = await Workplace.open('acme');
  const token = place.environment.FLOWLINK_TOKEN ?? '';
  place.write('flowlink.yaml', connection('${env:TOKEN}'));
  place.environment = { ...place.environment, TOKEN: FIRST, FLOWLINK_DEBUG: '1', DEBUG: '*' };
  await place.openStores();

  const commands = [
    'validate',
    'plan',
    'plan --out plan.json',
    'show plan.json',
    'show --resolved acme',
    'list',
    'apply --auto-approve',
    'destroy',
    'schema',
    'scopes',
    'verify',
    'plan --verify',
    'init -C fresh --yes --store-hash g5cd38 --actions get_orders --force',
  ];
  for (const command of commands) {
    await say(command);
    await say(`${command} --json`);
  }
  await say('init -C refused', { FLOWLINK_URL: `https://${SECOND}@example.com` });
  for (const rotated of [SECOND, `${FIRST}\n`, ` ${SECOND}`, '']) {
    for (const command of [
      'plan',
      'plan --json',
      'show --resolved acme',
      'show --resolved acme --json',
      'apply plan.json --auto-approve',
      'apply plan.json --auto-approve --json',
    ]) {
      await say(command, { TOKEN: rotated });
    }
  }
  await say('apply --auto-approve --json', { TOKEN: SECOND });
  await say('apply --auto-approve --no-verify', { TOKEN: SECOND });
  await say('verify', { TOKEN: SECOND });
  // Drift with a token that was changed by hand, and connections that were made by hand.
  await place.editByHand('acme', 'maria', (config) => ({ ...config, protect: true }), FIRST);
  for (const command of [
    'drift',
    'drift acme',
    'plan',
    'history',
    'list',
    'unlock run_00000000000000000001',
    'export --out exported',
    'export --out exported',
    'drift --adopt',
  ]) {
    await say(command, { TOKEN: SECOND });
    await say(`${command} --json`, { TOKEN: SECOND });
  }
  await place.createByHand('bolt', boltConfig, SECOND, 'maria');
  await place.createByHand('cord', { ...boltConfig, store_hash: 'c0rd' }, FIRST, 'maria');
  for (const command of [
    'import bolt',
    'import cord --block --json',
    'plan',
    'drift',
    'export --out exported-by-hand --json',
    'show --resolved bolt cord',
  ]) {
    await say(command, { TOKEN: FIRST, BOLT_ACCESS_TOKEN: FIRST, CORD_ACCESS_TOKEN: SECOND });
    await say(command, { TOKEN: SECOND, BOLT_ACCESS_TOKEN: SECOND, CORD_ACCESS_TOKEN: FIRST });
  }
  // All of that did happen.
  expect(said.some((output) => output.includes('another one on the backend'))).toBe(true);
  expect(await place.connection('bolt')).toMatchObject({ managed: true });
  for (const text of ['  bolt:', '  cord:', 'imports:']) expect(place.read('flowlink.yaml')).toContain(text);
  place.write('flowlink.yaml', connection('${env:TOKEN}'));
  // Everything that a store, or whatever is in its place, can answer.
  for (const fault of faults) {
    place.sandbox.setFault('g5cd38', fault);
    await say('verify');
    await say('verify --json');
    await say('apply --auto-approve', { TOKEN: SECOND });
  }
  place.sandbox.setFault('g5cd38', null);
  // The backend refuses, is away, or is something else.
  await say('apply --auto-approve', { FLOWLINK_TOKEN: FIRST });
  await say('apply --auto-approve', { FLOWLINK_URL: 'http://127.0.0.1:9' });
  await say('plan', { FLOWLINK_URL: `http://${SECOND}.example.com` }).then(() => said.pop());
  place.edit('flowlink.yaml', 'client_id: 0client0id0of0a0test0account000', 'client_id: ${env:TOKEN}');
  for (const command of [
    'plan',
    'apply --auto-approve --json',
    'show --resolved acme',
    'show --resolved acme --json',
  ])
    await say(command);
  // Nor through a profile: not as a secret, not overridden, and not from one connection into another.
  const profile = 'profiles: { shared: { access_token: "${env:TOKEN}" } }\n';
  for (const [client, own] of [
    ['plain', 'SECOND'],
    ['${env:SECOND}', 'TOKEN'],
    ['${env:TOKEN}', 'SECOND'],
    ['${env:FLOWLINK_TOKEN}', 'TOKEN'],
  ]) {
    const text = connection(`\${env:${own}}`)
      .replace('0client0id0of0a0test0account000', () => client ?? '')
      .replace('    platform', '    extends: shared\n    platform');
    const other = connection('${env:SECOND}').replace('connections:\n  acme', '  bolt');
    place.write('flowlink.yaml', profile + text + other);
    for (const command of ['show --resolved acme bolt', 'show --resolved acme bolt --json', 'plan'])
      await say(command, { SECOND });
  }

  const spoiled: string[] = [
    connection(LITERAL),
    connection(`"${LITERAL}"`),
    connection(`\${env:TOKEN:-${LITERAL}}`),
    connection(`[${LITERAL}]`),
    connection(`{ value: ${LITERAL} }`),
    connection(`|\n      ${LITERAL}`),
    connection(`&anchor ${LITERAL}`),
    connection(`${LITERAL}\n    access_token: ${LITERAL}`),
    connection(`${LITERAL}\n   broken: [`),
    connection('${env:TOKEN}').replace('access_token:', `access_tokn: ${LITERAL}\n    access_token:`),
    connection('${env:TOKEN}').replace('access_token:', `accessToken: ${LITERAL}\n    access_token:`),
    connection('${env:TOKEN}').replace('access_token:', `# access_token: ${LITERAL}\n    access_token:`),
    `{ connections: { acme: { access_token: ${LITERAL} `,
    `connections:\n  acme:\n    access_token:\n      ${LITERAL}\n   - x\n`,
  ];
  for (const text of spoiled) {
    place.write('flowlink.yaml', text);
    for (const command of [
      'validate',
      'validate --json',
      'plan',
      'apply --auto-approve --json',
      'show --resolved acme --json',
      'fmt --check',
      'fmt --diff',
      'fmt --check --diff --json',
    ])
      await say(command);
    place.write('flowlink.yaml', '');
  }
  for (const [index, output] of said.entries()) {
    for (const canary of [...canaries, token])
      expect(output.includes(canary), `output ${index}: ${output}`).toBe(false);
  }
  expect(said.length).toBeGreaterThan(80);

  await place.backend.kill();
  for (const [path, bytes] of files(place.folder)) {
    for (const canary of [...canaries, token]) expect(bytes.includes(canary), path).toBe(false);
  }
  for (const canary of [...canaries, token]) expect(place.backend.log()).not.toContain(canary);
  expect(place.backend.log()).toContain('putConnection');
}, 600_000);
