// A network that drops, cuts, delays, doubles and invents: plan and apply, again and again as CI would, until both agree.
import { afterEach, expect, test } from 'vitest';
import type { Ended } from '../src/programs.ts';
import { Workplace } from '../src/workplace.ts';
import { extentOf, tell } from './extent.ts';
import { type FaultyProxy, startFaultyProxy } from './proxy/faulty-proxy.ts';
import { Random } from './random.ts';
import { Records } from './records.ts';

const SEED = 20_260_101;
/** Of which the taste takes the worst. */
const SHARES = [0.3, 0.1, 0.01];
const CONNECTIONS = extentOf(500);
/** More than it ever takes; a workspace that does not converge is a failure and no endless test. */
const MOST_ROUNDS = 80;

const nameOf = (index: number) => `shop-${String(index).padStart(4, '0')}`;
const all = Array.from({ length: CONNECTIONS }, (_, index) => nameOf(index));

const renamed = (name: string) => name.replace('shop', 'store');
const hashOf = (name: string) => name.replace(/^(shop|store)-/, 'hash');

let place: Workplace;
let proxy: FaultyProxy;

afterEach(async () => {
  await proxy?.close();
  await place?.close();
});

/** @param workflow of every connection @param moved names before, of those that have another one now */
function declare(names: readonly string[], workflow: string, moved: readonly string[] = []): void {
  const connections = names.map(
    (name) => `  ${name}:
    platform: bigcommerce
    store_url: https://${hashOf(name)}.mybigcommerce.com
    store_hash: ${hashOf(name)}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:SHARED_TOKEN}
    scopes: [store_v2_orders_read_only, store_v2_products, store_v2_information_read_only]
    workflows:
      ${workflow}
`,
  );
  const renames = moved.map((name) => `  - { from: ${name}, to: ${renamed(name)} }\n`);
  place.write(
    'flowlink.yaml',
    `guards: { max_destroy: 1000 }\n${moved.length > 0 ? `moved:\n${renames.join('')}` : ''}connections:\n${connections.join('')}`,
  );
}

/** Plans and applies until the plan is empty. @returns how many applies it took */
async function converge(): Promise<number> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const planned = await place.flowlink('plan --detailed-exitcode --out plan.json');
    expectExplained(planned, [0, 1, 2]);
    if (planned.status === 0) return round;
    if (planned.status === 1) continue;
    const applied = await place.flowlink(
      'apply --auto-approve --no-verify --concurrency 20 --lock-timeout 90 plan.json',
    );
    expectExplained(applied, [0, 1]);
  }
  throw new Error(`no end after ${MOST_ROUNDS} rounds`);
}

function expectExplained({ status, stdout, stderr }: Ended, statuses: readonly number[]): void {
  const said = `${stdout}\n${stderr}`;
  expect(statuses, said).toContain(status);
  expect(said).not.toMatch(/\n\s+at .+:\d+:\d+|flowlink has a bug|\bTypeError\b|0access0token/);
  if (status === 1) expect(said).toMatch(/^error\[[a-z-]+\]: /m);
}

test.for(SHARES.slice(0, extentOf(SHARES.length)))(
  'converges with %f of all exchanges disturbed',
  async (share) => {
    place = await Workplace.open('faulty');
    proxy = await startFaultyProxy(place.backend.url, new Random(SEED), share);
    place.environment = {
      ...place.environment,
      FLOWLINK_URL: proxy.url,
      SHARED_TOKEN: '0access0token0of0test0account00',
    };
    const records = new Records(place);

    declare(all, 'orders: { action: get_orders }');
    const creating = await converge();
    expect([...(await records.connections()).keys()].sort()).toEqual(all);
    const created = await records.readTrail();
    expect(deeds(created)).toEqual(all.map((name) => `connection_created ${name}`));

    const deleted = all.filter((_, index) => index % 10 === 0);
    const moved = all.filter((_, index) => index % 10 === 1);
    const kept = all
      .filter((name) => !deleted.includes(name))
      .map((name) => (moved.includes(name) ? renamed(name) : name));
    declare(kept, 'stock: { action: set_inventory }', moved);
    const changing = await converge();
    const now = await records.connections();
    expect([...now.keys()].sort()).toEqual([...kept].sort());
    for (const { name, config, secrets } of now.values()) {
      expect(config, name).toMatchObject({
        store_hash: hashOf(name),
        workflows: { stock: { action: 'set_inventory' } },
      });
      expect(secrets, name).toHaveProperty('access_token');
    }
    expect(deeds(await records.readTrail())).toEqual(
      [
        ...deleted.map((name) => `connection_deleted ${name}`),
        ...moved.map((name) => `connection_moved ${name}`),
        ...kept.map((name) => `connection_updated ${name}`),
      ].sort(),
    );
    await records.expectRevisionsToAgree();

    const { retries, recognised } = proxy.repeated();
    const committed = [...proxy.faults.values()].reduce((sum, times) => sum + times, 0);
    tell(
      'proxy',
      `${share * 100} % disturbed: ${CONNECTIONS} connections created in ${creating} rounds and changed in ${changing}; ${proxy.requests()} requests, ${committed} faults, ${retries} requests to write sent again, ${recognised} recognised as made`,
    );
    tell('proxy', [...proxy.faults].map(([fault, times]) => `${times} ${fault}`).join(', '));
  },
);

/** What was done to connections, in the order of words. */
function deeds(trail: Awaited<ReturnType<Records['readTrail']>>): string[] {
  return trail
    .filter(({ action }) => action.startsWith('connection_'))
    .map(({ action, connection }) => `${action} ${connection}`)
    .sort();
}
