// Explained connections to render in tests, from whole projects.
import { type ExplainedConnection, explainConnections, type Sources } from '@flowlink/core';

/** In the form of a real one; it must show nowhere. */
export const TOKEN = 'canary0secret0value000000000000';

export interface Explained {
  readonly connections: readonly ExplainedConnection[];
  readonly sources: Sources;
}

/** What `show --resolved` has to show of all connections. @param files by path @param environment the variables */
export async function explained(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<Explained> {
  const missing = { failure: 'missing', reason: 'ENOENT' } as const;
  const { value, diagnostics, sources } = await explainConnections(
    {
      environment,
      files: {
        read: async (path) => (files[path] === undefined ? missing : { text: files[path] }),
        list: async () => missing,
      },
    },
    [],
  );
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return { connections: value, sources };
}

export const files = {
  'flowlink.yaml': `workspace: acme-\${env:STAGE}
include: [connections/us.yaml]
profiles:
  retail:
    platform: bigcommerce
    scopes: [store_v2_information_read_only, store_v2_orders_read_only, store_v2_products]
    workflows:
      import-orders: { action: get_orders, parameters: { create_shipments: true, limit: 50 } }
      stock: { action: set_inventory }
      customers: { action: get_customers, parameters: { limit: 100 } }
    protect: true
  fast: { extends: retail, workflows: { import-orders: { parameters: { limit: "\${env:ACME_LIMIT:-100}" } } } }
  lean: { workflows: { customers: null }, protect: null }
connections:
  acme-uk:
    platform: bigcommerce
    store_url: \${env:SCHEME:-https}://\${env:UK_HOST}.\${env:UK_DOMAIN}
    store_hash: abc123
    client_id: \${env:ACME_UK_CLIENT_ID}
    access_token: \${env:ACME_UK_ACCESS_TOKEN}
    scopes: []
`,
  'connections/us.yaml': `connections:
  acme-us:
    extends: [fast, lean]
    store_url: \${env:SCHEME:-https}://acme-us.mybigcommerce.com
    store_hash: g5cd38
    client_id: \${env:ACME_US_CLIENT_ID}
    access_token: \${env:ACME_US_ACCESS_TOKEN}
    scopes: [store_v2_information_read_only, store_v2_orders_read_only]
    workflows:
      import-orders: { parameters: { limit: 200, min_date_created: 2026-01-01 } }
      stock: null
      nightly: null
    protect: false
`,
};

export const environment = {
  SCHEME: '',
  UK_HOST: 'acme-uk',
  ACME_US_CLIENT_ID: '0client0id0of0a0test0account000',
  ACME_US_ACCESS_TOKEN: TOKEN,
};
