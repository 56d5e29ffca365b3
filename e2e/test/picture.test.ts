// What the picture in the README shows is what the program prints: `npx pnpm@10 docs` draws it from this golden file.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInProcessBackend } from '../src/in-process-backend.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

const store = (name: string, hash: string, action: string, parameters: string) => `
  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: ${hash}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:${variableOf(name)}}
    scopes: [store_v2_orders_read_only]
    workflows:
      orders: { action: ${action}, parameters: { ${parameters} } }
`;

const variableOf = (name: string): string => `${name.toUpperCase().replace('-', '_')}_ACCESS_TOKEN`;

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.open('acme-production', startInProcessBackend);
  for (const name of ['acme-us', 'acme-eu'].map(variableOf)) {
    place.environment = { ...place.environment, [name]: credentialFor(name) };
  }
});

afterAll(() => place.close());

test('a plan in colour', async () => {
  place.write('flowlink.yaml', `connections:${store('acme-us', 'g5cd38', 'get_orders', 'limit: 20')}`);
  expect((await place.flowlink('apply --auto-approve --no-verify')).status).toBe(0);

  const us = store('acme-us', 'g5cd38', 'get_orders', 'limit: 50');
  const eu = store('acme-eu', 'qq19x', 'get_shipments', 'limit: 50');
  place.write('flowlink.yaml', `connections:${us}${eu}`);
  const rotated = { [variableOf('acme-us')]: credentialFor('ROTATED') };
  const colours = { FORCE_COLOR: '1', COLUMNS: '86', LANG: 'C.UTF-8' };
  const { status, stdout } = await place.flowlink('plan', { ...rotated, ...colours });
  expect(status).toBe(0);
  const shown = stdout.replaceAll(place.backend.url, 'https://flowlink.acme.com');
  await expect(shown).toMatchFileSnapshot('__golden__/picture-plan.txt');
});
