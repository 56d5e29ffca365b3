// Times whole flowlink processes against a bare Node process, alternating in one run; only the ratios mean anything.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 11;
const flowlink = fileURLToPath(new URL('../packages/cli/bin/flowlink.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'flowlink-bench-'));

/** A project of so many connections, one file each. @returns its folder */
function project(connections: number): string {
  const folder = join(work, String(connections));
  mkdirSync(join(folder, 'stores'), { recursive: true });
  writeFileSync(join(folder, 'flowlink.yaml'), 'include: [stores/*.yaml]\n');
  for (let index = 0; index < connections; index++) {
    const lines = [
      'connections:',
      `  store-${index}:`,
      '    platform: bigcommerce',
      `    store_url: https://shop-${index}.mybigcommerce.com`,
      `    store_hash: hash${index}`,
      '    client_id: 0client0id0of0a0test0account000',
      '    access_token: ${env:TOKEN}',
      '    scopes: [store_v2_orders, store_v2_products, store_v2_information_read_only]',
      '    workflows: { orders: { action: get_orders }, stock: { action: set_inventory } }',
    ];
    writeFileSync(join(folder, 'stores', `${index}.yaml`), `${lines.join('\n')}\n`);
  }
  return folder;
}

const cases: [name: string, argv: string[], folder: string][] = [
  ['node -e 0', ['-e', '0'], work],
  ['flowlink --version', [flowlink, '--version'], work],
  ['flowlink validate, 1 connection', [flowlink, 'validate'], project(1)],
  ['flowlink validate, 1000 connections in 1000 files', [flowlink, 'validate'], project(1000)],
];

// What trusts extra certificates pays for it at every start.
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
const times = cases.map((): number[] => []);
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, [name, argv, cwd]] of cases.entries()) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, argv, { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    times[index]?.push(performance.now() - start);
  }
}
rmSync(work, { recursive: true });

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const floor = median(times[0] ?? []);
console.log(`Median of ${ROUNDS} runs, as a multiple of a bare Node process:`);
for (const [index, [name]] of cases.entries()) {
  console.log(`${(median(times[index] ?? []) / floor).toFixed(1).padStart(7)} x  ${name}`);
}
