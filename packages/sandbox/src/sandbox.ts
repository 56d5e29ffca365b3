// A running sandbox: stores, their faults and a server put together.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Fault } from './faults/fault.ts';
import { Requests, type StoreRequests } from './requests.ts';
import { buildServer } from './server.ts';
import { LiveStore } from './stores/live-store.ts';
import { readStores } from './stores/read-stores.ts';
import type { SandboxStore } from './stores/store.ts';

export interface SandboxOptions {
  readonly stores: readonly SandboxStore[];
  /** 0 picks a free one. */
  readonly port: number;
  /** The time in milliseconds, for rate limits and `/v2/time`; a delay of `slow` is always real time. */
  readonly clock?: () => number;
}

export interface RunningSandbox {
  /** What `BIGCOMMERCE_API_URL` is set to. */
  readonly url: string;
  /** What was asked so far, by store hash, '' being any path that is of no store; also of stores that do not exist. */
  requests(): Record<string, StoreRequests>;
  /** Makes something go wrong with a store from the next request on; null mends it. Throws if there is no such store. */
  setFault(hash: string, fault: Fault | null): void;
  /** Adds a store or puts it in the place of the one with its hash. Throws a `StoresError` if it is not a store. */
  addStore(store: SandboxStore): void;
  /** Drops what is under way. */
  close(): Promise<void>;
}

/** Listens on this machine only. Throws a `StoresError` if the stores are not as they should be. */
export async function startSandbox({
  stores,
  port,
  clock = Date.now,
}: SandboxOptions): Promise<RunningSandbox> {
  const live = new Map(readStores(stores).map((store) => [store.hash, new LiveStore(store, clock)]));
  const requests = new Requests();
  const setFault = (hash: string, fault: Fault | null) => {
    const store = live.get(hash);
    store?.setFault(fault);
    return store !== undefined;
  };
  const controls = { setFault, requests: () => requests.snapshot() };
  const server = buildServer({ stores: live, controls, requests, clock });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: controls.requests,
    setFault(hash, fault) {
      if (!setFault(hash, fault)) throw new Error(`There is no store ${hash}.`);
    },
    addStore(store) {
      readStores([store]);
      live.set(store.hash, new LiveStore(store, clock));
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
