// Projects to measure with.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project of so many connections, one file each. @param head lines of flowlink.yaml @returns its folder */
export function makeProject(parent: string, connections: number, head: readonly string[] = []): string {
  const folder = join(parent, String(connections));
  mkdirSync(join(folder, 'stores'), { recursive: true });
  writeFileSync(join(folder, 'flowlink.yaml'), [...head, 'include: [stores/*.yaml]', ''].join('\n'));
  for (let index = 0; index < connections; index++) {
    const lines = [
      'connections:',
      `  store-${index}:`,
      '    platform: bigcommerce',
      `    store_url: https://shop-${index}.mybigcommerce.com`,
      `    store_hash: hash${index}`,
      '    client_id: 0client0id0of0a0test0account000',
      '    access_token: ${env:TOKEN}',
      '    scopes: [store_v2_orders_read_only, store_v2_products, store_v2_information_read_only]',
      '    workflows: { orders: { action: get_orders }, stock: { action: set_inventory } }',
    ];
    writeFileSync(join(folder, 'stores', `${index}.yaml`), `${lines.join('\n')}\n`);
  }
  return folder;
}
