// A store in a sandbox with a connection to it, and what its verification comes to.
import { randomBytes } from 'node:crypto';
import { type Account, fittingStore, type SandboxStore, startSandbox } from '@flowlink/sandbox';
import type { BigcommerceConfig, ConnectionConfig } from '@flowlink/schema';
import { onTestFinished } from 'vitest';
import type { Transport } from '../src/backend/transport.ts';
import { undiciTransport } from '../src/backend/undici-transport.ts';
import { type Clock, systemClock } from '../src/clock.ts';
import { preflight } from '../src/platforms/bigcommerce/preflight/preflight.ts';
import { Secret } from '../src/resolve/secret.ts';
import type { Prepared, Verifiable } from '../src/verify/prepare.ts';
import { type VerifyInput, type VerifyResult, verifyConnections } from '../src/verify/verify.ts';

/** New for every run, so that it can stand nowhere by chance. */
export const TOKEN = `token${randomBytes(13).toString('hex')}`;

export const ALL_SCOPES: Account['scopes'] = [
  'store_v2_information_read_only',
  'store_v2_products_read_only',
  'store_v2_orders_read_only',
  'store_v2_customers_read_only',
  'store_inventory_read_only',
  'store_locations_read_only',
];

export function aStore(hash: string, changes: Partial<SandboxStore> = {}): SandboxStore {
  const config: BigcommerceConfig = {
    platform: 'bigcommerce',
    store_url: `https://${hash}.example.com`,
    store_hash: hash,
    client_id: 'client',
    scopes: [...ALL_SCOPES],
  };
  return {
    ...fittingStore(config, TOKEN),
    ...changes,
  };
}

export function withScopes(...scopes: Account['scopes']): Partial<SandboxStore> {
  return { accounts: [{ client_id: 'client', access_token: TOKEN, scopes }] };
}

/** A connection that fits the store of `aStore(hash)`. */
export function aConnection(
  hash: string,
  changes: Partial<ConnectionConfig> = {},
  name = hash,
  token = TOKEN,
): Prepared & { readonly verifiable: Verifiable } {
  return {
    name,
    platform: 'bigcommerce',
    verifiable: {
      config: {
        platform: 'bigcommerce',
        store_url: `https://${hash}.example.com`,
        store_hash: hash,
        client_id: 'client',
        scopes: [...ALL_SCOPES],
        ...changes,
      } as ConnectionConfig,
      secrets: { access_token: { env: 'ACME_ACCESS_TOKEN', secret: new Secret(token) } },
    },
    diagnostics: [],
    place: () => ({ file: 'flowlink.yaml', range: { start: 0, end: 0 } }),
  };
}

/** The real transport; a test need not wait half a minute for a store that hangs. */
export function impatient(transport: Transport): Transport {
  return {
    send: (request) =>
      Promise.race([
        transport.send(request),
        systemClock.sleep(1_000).then(() => ({ error: 'timeout', seconds: 30 }) as const),
      ]),
  };
}

/** A clock that is moved on only by waiting; whoever waits longer wakes later. */
export class WaitingClock implements Clock {
  readonly #start = Date.parse('2026-02-03T04:05:06Z');
  #ms = 0;
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  /** How much time has passed. */
  get elapsedMs(): number {
    return this.#ms;
  }

  readonly epochMs = (): number => this.#start + this.#ms;
  readonly now = (): Date => new Date(this.epochMs());
  readonly every = () => () => {};
  readonly random = (): number => 0.5;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.#ms + ms, wake });
      // Answers that are under way come first, as they would while real time passes.
      setTimeout(() => this.#wakeNext(), 10);
    });

  #wakeNext(): void {
    const next = this.#sleepers.sort((a, b) => a.at - b.at).shift();
    if (!next) return;
    this.#ms = Math.max(this.#ms, next.at);
    next.wake();
  }
}

/** A sandbox and a transport that last as long as the test, and a way to verify against them. */
export async function world(stores: readonly SandboxStore[], clock: Clock = systemClock) {
  const sandbox = await startSandbox({ stores, port: 0, clock: () => clock.now().getTime() });
  const transport = undiciTransport();
  onTestFinished(async () => {
    // In this order, because the transport waits for what is under way.
    await sandbox.close();
    await transport.close();
  });
  const verify = (
    connections: readonly Prepared[],
    more: Partial<VerifyInput> = {},
  ): Promise<VerifyResult[]> =>
    verifyConnections({
      connections,
      endpoints: new Map([['bigcommerce', { preflight, apiUrl: sandbox.url }]]),
      transport,
      clock,
      stop: new AbortController().signal,
      ...more,
    });
  return { sandbox, transport, verify };
}

/** Each check as `field: status`, or `field item: status`. */
export function outcomes({ checks }: VerifyResult): string[] {
  return checks.map(({ field, item, status }) => `${item ? `${field} ${item}` : field}: ${status}`);
}

export function codesOf({ diagnostics }: VerifyResult): string[] {
  return diagnostics.map(({ code }) => code);
}
