// What each operation of the contract does.
import contract from '@flowlink/schema/openapi.json' with { type: 'json' };
import { EXPOSITION_TYPE } from '../metrics/exposition.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store } from '../store/store.ts';
import { batchHandlers } from './batch-handlers.ts';
import { type Handlers, ok } from './call.ts';
import { connectionHandlers } from './connection-handlers.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import { historyHandlers } from './history-handlers.ts';
import { lockHandlers } from './lock-handlers.ts';

/**
 * One handler for each operation: the compiler sees to it that none is missing.
 *
 * @param stopping whether the backend has been told to stop
 */
export function handlers(store: Store, box: SecretBox, metrics: Metrics, stopping: () => boolean): Handlers {
  return {
    ...connectionHandlers(store, box),
    ...batchHandlers(store, box),
    ...lockHandlers(store, metrics),
    ...historyHandlers(store),
    ...exchangeHandlers(store),
    health: async () => ok({ status: 'ok' }),
    async ready() {
      if (stopping()) return { refused: 'unavailable', detail: 'The backend is stopping.' };
      await store.ping();
      return ok({ status: 'ok' });
    },
    contract: async () => ok(contract),
    metrics: async () => ({ ...ok(metrics.print()), headers: { 'content-type': EXPOSITION_TYPE } }),
  };
}
