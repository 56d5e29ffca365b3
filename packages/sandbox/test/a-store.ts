// A store for the tests, and a way to ask it.
import type { Account, RunningSandbox, SandboxStore } from '../src/index.ts';

export const everything: Account = {
  client_id: 'client-of-everything',
  access_token: 'token-of-everything',
  scopes: [
    'store_v2_information_read_only',
    'store_v2_orders_read_only',
    'store_v2_products',
    'store_v2_customers',
    'store_inventory',
    'store_locations',
  ],
};

export const nothing: Account = {
  client_id: 'client-of-nothing',
  access_token: 'token-of-nothing',
  scopes: [],
};

export function aStore(hash: string, changes: Partial<SandboxStore> = {}): SandboxStore {
  return {
    hash,
    domain: `${hash}.example.com`,
    secure_url: `https://${hash}.example.com`,
    control_panel_base_url: `https://store-${hash}.mybigcommerce.com`,
    plan: 'standard',
    orders: 0,
    hooks: [],
    accounts: [everything, nothing],
    ...changes,
  };
}

/** What came back; the body as text, because its bytes are the specification. */
interface Answered {
  status: number;
  headers: Response['headers'];
  body: string;
}

export async function ask(
  { url }: RunningSandbox,
  path: string,
  { token = everything.access_token, ...init }: RequestInit & { token?: string } = {},
): Promise<Answered> {
  const response = await fetch(`${url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { 'x-auth-token': token, accept: 'application/json' },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
