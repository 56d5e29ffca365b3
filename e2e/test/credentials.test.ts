// A downloaded file of credentials becomes a connection that plans, verifies and applies; the values go nowhere but into .env.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fittingStore } from '@flowlink/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

const TOKEN = credentialFor('CANARY_TOKEN');
const CLIENT = credentialFor('CANARY_CLIENT');
const NEXT_TOKEN = credentialFor('CANARY_NEXT_TOKEN');
const SECRET = 'canary0client0secret0that0nobody0needs';
const WANTED = '--store-url https://acme-us.example.com --actions get_orders,set_inventory';

let place: Workplace;
const said: string[] = [];

beforeEach(async () => {
  place = await Workplace.open('acme');
  execFileSync('git', ['init', '--quiet'], { cwd: place.project });
  place.write('.gitignore', '.env\n');
  place.write('flowlink.yaml', '# our stores\nworkspace: acme\n');
  place.write('credentials.txt', credentials(TOKEN, CLIENT));
  place.write('stores/us.yaml', 'connections: {}\n');
});

afterEach(async () => {
  for (const output of said.splice(0))
    for (const secret of [TOKEN, NEXT_TOKEN, SECRET]) expect(output).not.toContain(secret);
  await place.close();
});

function credentials(token: string, client: string, separator = '\n'): string {
  return [
    'NAME: FlowLink',
    `ACCESS TOKEN: ${token}`,
    `CLIENT ID: ${client}`,
    `CLIENT SECRET: ${SECRET}`,
    'API PATH: https://api.bigcommerce.com/stores/g5cd38/v3/',
  ].join(separator);
}

async function flowlink(command: string, input?: string) {
  const ended = await place.flowlink(command, {}, input);
  said.push(ended.stdout + ended.stderr);
  return ended;
}

const path = (name: string) => join(place.project, name);

test('from the file to a verified connection on the backend', async () => {
  const added = await flowlink(`add credentials.txt ${WANTED}`);
  expect(added.status).toBe(0);
  await expect(place.steady(added)).toMatchFileSnapshot('__golden__/credentials-added.txt');
  await expect(place.read('flowlink.yaml')).toMatchFileSnapshot('__golden__/credentials-flowlink.yaml');
  expect(place.read('.env')).toBe(`ACME_US_CLIENT_ID=${CLIENT}\nACME_US_ACCESS_TOKEN=${TOKEN}\n`);
  expect(statSync(path('.env')).mode & 0o777).toBe(0o600);

  const config = {
    platform: 'bigcommerce' as const,
    store_url: 'https://acme-us.example.com',
    store_hash: 'g5cd38',
    client_id: CLIENT,
    scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'] as const,
  };
  place.sandbox.addStore(fittingStore({ ...config, scopes: [...config.scopes] }, TOKEN));
  expect((await flowlink('verify')).status).toBe(0);
  expect((await flowlink('apply --auto-approve')).status).toBe(0);
  expect((await flowlink('plan --detailed-exitcode')).status).toBe(0);

  // Another API account for the same store: rotation, by name of the store's hash.
  place.write('next.txt', credentials(NEXT_TOKEN, credentialFor('NEXT_CLIENT'), ' '));
  const offered = await flowlink('add next.txt');
  expect(offered.status).toBe(1);
  expect(offered.stderr).toContain('With --rotate');
  const before = place.read('flowlink.yaml');
  expect((await flowlink('add next.txt --rotate --delete')).status).toBe(0);
  expect(existsSync(path('next.txt'))).toBe(false);
  expect(place.read('flowlink.yaml')).toBe(before);
  const planned = await flowlink('plan');
  expect(planned.stdout).toContain('access_token was rotated');
  expect(planned.stderr).toContain('warning[new-api-account]');

  // No file but .env and the credentials themselves holds a value.
  for (const file of readdirSync(place.project, { recursive: true }) as string[]) {
    if (['.env', 'credentials.txt'].includes(file) || !statSync(path(file)).isFile()) continue;
    const bytes = readFileSync(path(file));
    for (const secret of [TOKEN, NEXT_TOKEN, SECRET]) expect(bytes.includes(secret), file).toBe(false);
  }
});

test.for<[string, string, string]>([
  ['one pair a line', credentials(TOKEN, CLIENT), '0'],
  ['all pairs on one line', credentials(TOKEN, CLIENT, ' '), '0'],
  ['CRLF and a byte order mark', `\uFEFF${credentials(TOKEN, CLIENT, '\r\n')}`, '0'],
  ['nothing', '', 'credentials-unreadable'],
  ['a letter to a friend', 'Dear friend,\nhow are you?\n', 'credentials-unreadable'],
  ['no token', credentials('', CLIENT), 'credentials-incomplete'],
])('from standard input: %s', async ([, text, outcome]) => {
  const { status, stderr } = await flowlink(`add - ${WANTED}`, text);
  if (outcome === '0') {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(place.read('.env')).toContain(`ACME_US_ACCESS_TOKEN=${TOKEN}\n`);
  } else {
    expect(status).toBe(1);
    expect(stderr).toContain(`error[${outcome}]`);
    expect(existsSync(path('.env'))).toBe(false);
  }
});

test.for<[string, () => void, string, string]>([
  ['.env could be committed', () => place.write('.gitignore', ''), WANTED, 'env-not-ignored'],
  ['nobody can be asked', () => {}, '', 'usage'],
  ['an action does not exist', () => {}, WANTED.replace('get_orders', 'get_order'), 'unknown-action'],
  [
    'the name is taken',
    () => place.write('flowlink.yaml', OTHER),
    `${WANTED} --name other`,
    'connection-exists',
  ],
  ['the file is not included', () => {}, `${WANTED} --file stores/eu.yaml`, 'not-included'],
  ['the file is there and not included', () => {}, `${WANTED} --file stores/us.yaml`, 'not-included'],
  [
    'the file is named by a detour',
    () => place.write('flowlink.yaml', 'include: [stores/**/*.yaml]\n'),
    `${WANTED} --file stores/../stores/us.yaml`,
    'not-appendable',
  ],
  ['the project has errors', () => place.write('flowlink.yaml', 'x: 1\n'), WANTED, 'unknown-key'],
  ['a variable is taken', () => place.write('.env', 'ACME_US_CLIENT_ID=another\n'), WANTED, 'variable-taken'],
  ['there is nothing to rotate', () => {}, '--rotate', 'usage'],
])('nothing is written if %s', async ([, arrange, flags, code]) => {
  arrange();
  const state = () =>
    ['.env', 'flowlink.yaml', 'credentials.txt', 'stores/us.yaml'].map(
      (file) => existsSync(path(file)) && place.read(file),
    );
  const before = state();
  const { status, stderr } = await flowlink(`add credentials.txt --delete ${flags}`.trim());
  expect(status).toBe(1);
  expect(stderr).toContain(`error[${code}]`);
  expect(state()).toEqual(before);
});

const OTHER = `connections:
  other:
    platform: bigcommerce
    store_url: https://other.example.com
    store_hash: abc123
    client_id: ${CLIENT}
    access_token: \${env:OTHER_TOKEN}
    scopes: []
`;

test('with --no-env the values are written nowhere, and .env need not be ignored', async () => {
  place.write('.gitignore', '');
  const { status, stdout } = await flowlink(`add credentials.txt --no-env ${WANTED} --json`);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    connection: 'acme-us',
    env_written: false,
    deleted: false,
  });
  expect(existsSync(path('.env'))).toBe(false);
});

test('no other program is started with a value on its command line', async () => {
  const log = join(place.folder, 'started.log');
  const bin = join(place.folder, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\necho "$0 $*" >> ${log}\nPATH=\${PATH#*:} exec git "$@"\n`;
  for (const program of ['git', 'gh', 'glab', 'sh'])
    writeFileSync(join(bin, program), script, { mode: 0o755 });
  const { status } = await place.flowlink(`add credentials.txt ${WANTED}`, {
    PATH: `${bin}:${process.env.PATH}`,
  });
  expect(status).toBe(0);
  expect(readFileSync(log, 'utf8')).toBe(`${bin}/git check-ignore --quiet -- .env\n`);
});

test('validate --fix corrects what is certain, and leaves everything else as it is', async () => {
  const text = `# our stores
connections:
  other:   # the other one
    platform: bigcommerce
    store_url: http://Other.example.com/   # as copied
    store_hash: "https://api.bigcommerce.com/stores/abc123/v3/"
    client_id: ${CLIENT}
    access_token: \${env:OTHER_TOKEN}
    scopes: [ ]
`;
  place.write('flowlink.yaml', text);
  const fixed = await flowlink('validate --fix');
  await expect(place.steady(fixed)).toMatchFileSnapshot('__golden__/credentials-fix.txt');
  expect(place.read('flowlink.yaml')).toBe(
    text
      .replace('http://Other.example.com/', 'https://other.example.com')
      .replace('"https://api.bigcommerce.com/stores/abc123/v3/"', 'abc123'),
  );
  expect(await flowlink('validate --fix')).toMatchObject({
    status: 0,
    stdout: expect.not.stringContaining('fixed'),
  });
});
