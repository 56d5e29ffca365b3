// The least that creating connections costs: the requests that an apply sends, and nothing else. MODE=whole also reads the
// files they come from and lists what is there.
import { close, list, send } from './backend.js';
import { readConnections } from './configuration.js';

const { AT_ONCE, COUNT, MODE, TOKEN } = process.env;
const run = `run_${process.pid.toString().padStart(20, '0')}`;
const holder = { user: 'bench', host: 'bench' };

const whole = MODE === 'whole';
const bodies = whole ? fromFiles() : inMemory(Number(COUNT));
if (whole) await list();
await send('PUT', '/lock', { run, holder, lease_seconds: 60 });
await send('POST', '/runs', { id: run, mode: 'apply', holder, planned: bodies.length });
const left = bodies.values();
const work = async () => {
  for (const [name, body] of left)
    await send('PUT', `/connections/${name}`, body, { 'if-none-match': '*', 'flowlink-run': run });
};
await Promise.all(Array.from({ length: Number(AT_ONCE) }, work));
const counts = { done: bodies.length, failed: 0, not_started: 0 };
await send('PATCH', `/runs/${run}`, { outcome: 'succeeded', counts });
await send('DELETE', `/lock?run=${run}`);
await close();

function fromFiles() {
  return [...readConnections()].map(([name, { access_token: _reference, ...config }]) => [
    name,
    bodyOf(config),
  ]);
}

function inMemory(count) {
  return Array.from({ length: count }, (_, index) => {
    const config = {
      platform: 'bigcommerce',
      store_url: `https://shop-${index}.mybigcommerce.com`,
      store_hash: `hash${index}`,
      client_id: '0client0id0of0a0test0account000',
      scopes: ['store_v2_orders_read_only', 'store_v2_products', 'store_v2_information_read_only'],
      workflows: { orders: { action: 'get_orders' }, stock: { action: 'set_inventory' } },
    };
    return [`store-${index}`, bodyOf(config)];
  });
}

function bodyOf(config) {
  return { config, secrets: { access_token: TOKEN } };
}
