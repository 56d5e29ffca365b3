// Networks between core and the backend that lose answers, or whose process is killed.
import type { Transport } from '@flowlink/core';

/** Every other write arrives and its answer gets lost. */
export function losingAnswers(inner: Transport): Transport {
  let writes = 0;
  return {
    async send(request) {
      const answer = await inner.send(request);
      if (request.method === 'GET' || ++writes % 2 === 0) return answer;
      return { error: 'unreachable', reason: 'the answer got lost' };
    },
  };
}

export interface Killed {
  readonly transport: Transport;
  /** Resolves once the process is dead and what it had sent has arrived. */
  readonly death: Promise<void>;
}

/** The process dies with one of its requests to change something: nothing is sent or answered any more. @param arrives whether that one request gets through */
export function killedAt(inner: Transport, write: number, arrives: boolean): Killed {
  let writes = 0;
  const underWay = new Set<Promise<unknown>>();
  let die = () => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const never = new Promise<never>(() => {});
  return {
    death,
    transport: {
      async send(request) {
        if (request.method !== 'GET') writes++;
        if (writes > write) return never;
        const sent = writes < write || arrives ? inner.send(request) : Promise.resolve();
        underWay.add(sent);
        if (writes === write) {
          await Promise.all(underWay);
          die();
          return never;
        }
        const answer = await sent;
        underWay.delete(sent);
        return writes < write ? (answer as Awaited<ReturnType<Transport['send']>>) : never;
      },
    },
  };
}
