// The transport, loaded by the first request: what needs no network does not wait for it.
import type { Transport } from '@flowlink/core';

/** @param environment may name a proxy */
export function lateTransport(
  environment: Readonly<Record<string, string | undefined>>,
): Transport & { close(): Promise<void> } {
  let opened: Promise<Transport & { close(): Promise<void> }> | undefined;
  const open = async () => (await import('@flowlink/core/undici-transport')).undiciTransport(environment);
  return {
    async send(...request) {
      opened ??= open();
      return (await opened).send(...request);
    },
    async close() {
      await (await opened)?.close();
    },
  };
}
