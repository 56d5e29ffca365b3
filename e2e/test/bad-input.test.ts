// Whatever is wrong, the real command says so with a diagnostic, ends with 1, and leaves the backend as it was.
import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ended } from '../src/programs.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;
let before: unknown;

const connection = (name: string) => `  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: ${name === 'acme' ? 'g5cd38' : 'g5cd39'}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
    scopes: [store_v2_orders_read_only]
    workflows:
      orders: { action: get_orders }
`;

beforeEach(async () => {
  place = await Workplace.open('acme');
  place.environment = { ...place.environment, TOKEN: credentialFor('TOKEN') };
  place.write('flowlink.yaml', `include: [stores/*.yaml]\nconnections:\n${connection('acme')}`);
  place.write('stores/eu.yaml', `connections:\n${connection('acme-eu')}`);
  await place.openStores();
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  before = await place.connections();
});

afterEach(() => place.close());

async function expectRefused(ended: Ended, ...codes: string[]): Promise<void> {
  expect(ended.status).toBe(1);
  expect([...ended.stderr.matchAll(/^error\[([\w-]+)\]/gm)].map(([, code]) => code)).toEqual(codes);
  expect(ended.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(await place.connections()).toEqual(before);
}

describe('files', () => {
  const root = () => place.read('flowlink.yaml');

  test.for<[string, () => void, string[]]>([
    ['not YAML', () => place.write('flowlink.yaml', `${root()}  - nonsense: [\n`), ['yaml-syntax']],
    ['a duplicate key', () => place.write('flowlink.yaml', `${root()}include: []\n`), ['duplicate-key']],
    [
      'an unknown key',
      () => place.edit('flowlink.yaml', 'scopes:', 'scope:'),
      ['missing-key', 'unknown-key'],
    ],
    [
      'a wrong type',
      () => place.edit('flowlink.yaml', '[store_v2_orders_read_only]', 'store_v2_orders_read_only'),
      ['wrong-type'],
    ],
    ['a literal secret', () => place.edit('flowlink.yaml', '${env:TOKEN}', 'literal'), ['literal-secret']],
    [
      'two connections of one name',
      () => place.write('stores/more.yaml', `connections:\n${connection('acme')}`),
      ['duplicate-connection'],
    ],
    [
      'a store hash with a prefix',
      () => place.edit('flowlink.yaml', 'g5cd38', 'store-g5cd38'),
      ['invalid-store-hash'],
    ],
    [
      'a scope too small',
      () => place.edit('flowlink.yaml', 'get_orders', 'get_customers'),
      ['missing-scope'],
    ],
    [
      'an include that matches nothing',
      () => place.edit('flowlink.yaml', 'stores/*.yaml', 'store/*.yaml'),
      ['include-without-match'],
    ],
    ['an empty file', () => place.write('stores/eu.yaml', '\n'), ['empty-file']],
    ['bytes that are no text', () => place.write('stores/eu.yaml', 'a: \0b\n'), ['unreadable-file']],
  ])('%s', async ([, spoil, codes]) => {
    spoil();
    for (const command of ['validate', 'plan', 'apply --auto-approve', 'destroy --auto-approve']) {
      await expectRefused(await place.flowlink(command), ...codes);
    }
  });

  // Root reads everything.
  test.skipIf(process.getuid?.() === 0)('an unreadable file deletes nothing', async () => {
    chmodSync(join(place.project, 'stores/eu.yaml'), 0);
    await expectRefused(await place.flowlink('apply --auto-approve'), 'unreadable-file');
  });
});

describe('variables', () => {
  test('every unset variable is reported', async () => {
    place.edit('flowlink.yaml', 'client_id: 0client0id0of0a0test0account000', 'client_id: ${env:MISSING}');
    const { TOKEN: _token, ...environment } = place.environment;
    place.environment = environment;
    await expectRefused(
      await place.flowlink('apply --auto-approve'),
      'unset-variable',
      'unset-variable',
      'unset-variable',
    );
  });

  test('no token, a wrong one, one for reading only, one of another workspace', async () => {
    place.edit('flowlink.yaml', 'client_id: 0client0id0of0a0test0account000', 'client_id: other');
    const { FLOWLINK_TOKEN: own = '' } = place.environment;
    const apply = (token: string) => place.flowlink('apply --auto-approve', { FLOWLINK_TOKEN: token });
    await expectRefused(await apply(''), 'missing-token');
    await expectRefused(await apply(`${own}x`), 'backend-unauthorized');
    await expectRefused(await apply(await place.backend.token('other', 'admin')), 'backend-forbidden');
    await expectRefused(await apply(await place.backend.token('acme', 'read')), 'backend-forbidden');
  });
});

describe('the backend', () => {
  const planAt = (url: string) => place.flowlink('plan', { FLOWLINK_URL: url });
  let server: Server | undefined;

  afterEach(() => server?.close());

  async function serve(status: number, type: string, body: string): Promise<string> {
    const other = createServer((_request, response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
    server = other;
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(other.address() as { port: number }).port}`;
  }

  test('is named without encryption', async () => {
    await expectRefused(await planAt('http://flowlink.example.com'), 'insecure-backend');
  });

  test('is down', async () => {
    await expectRefused(await planAt('http://127.0.0.1:9'), 'backend-unreachable');
  });

  test('answers with a web page', async () => {
    await expectRefused(
      await planAt(await serve(200, 'text/html', '<html>Please sign in</html>')),
      'backend-not-flowlink',
    );
  });

  test('answers with something else in JSON', async () => {
    await expectRefused(
      await planAt(await serve(200, 'application/json', '{"connections":[{}]}')),
      'backend-not-flowlink',
    );
  });
});

describe('plan files', () => {
  beforeEach(async () => {
    place.edit('flowlink.yaml', 'client_id: 0client0id0of0a0test0account000', 'client_id: other');
    expect((await place.flowlink('plan --out plan.json')).status).toBe(0);
  });
  const apply = (more = {}) => place.flowlink('apply plan.json --auto-approve', more);

  test('edited', async () => {
    place.edit('plan.json', '"other"', '"another"');
    await expectRefused(await apply(), 'plan-edited');
    await expectRefused(await place.flowlink('show plan.json'), 'plan-edited');
  });

  test('cut off', async () => {
    place.write('plan.json', place.read('plan.json').slice(0, -100));
    await expectRefused(await apply(), 'plan-unreadable');
  });

  test('of another version', async () => {
    place.edit('plan.json', '"version": 1', '"version": 99');
    await expectRefused(await apply(), 'plan-version');
  });

  test('of another workspace and another backend', async () => {
    const token = await place.backend.token('other', 'write');
    const other = {
      FLOWLINK_WORKSPACE: 'other',
      FLOWLINK_TOKEN: token,
      FLOWLINK_URL: place.backend.url.replace('127.0.0.1', 'localhost'),
    };
    await expectRefused(await apply(other), 'plan-workspace', 'plan-backend');
  });

  test('after a secret changed', async () => {
    await expectRefused(await apply({ TOKEN: 'rotated' }), 'plan-secret-changed');
  });

  test('after the connection changed', async () => {
    const [acme] = await place.connections();
    await place.request(
      'PUT',
      '/acme',
      { config: { ...acme?.config, client_id: 'meanwhile' } },
      { 'if-match': `"${acme?.revision}"` },
    );
    before = await place.connections();
    await expectRefused(await apply(), 'plan-stale');
  });

  test('that is not there', async () => {
    await expectRefused(await place.flowlink('apply nothing.json --auto-approve'), 'plan-unreadable');
  });
});

describe('the command line', () => {
  test.for<[string, string]>([
    ['aply', 'usage'],
    ['plan --dry_run', 'usage'],
    ['plan --targt acme', 'usage'],
    ['plan --target nobody', 'unknown-target'],
    ['apply', 'approval-needed'],
    ['destroy', 'approval-needed'],
  ])('flowlink %s', async ([command, code]) => {
    await expectRefused(await place.flowlink(command), code);
  });
});
