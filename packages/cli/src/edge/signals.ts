// Turns Ctrl-C and SIGTERM into a polite stop, the second one into a quick one, and one more into the end of the process.

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What whoever is to stop watches. */
export interface Stopping {
  /** Aborted by the first signal: what is under way may finish. */
  readonly stop: AbortSignal;
  /** Aborted by the second one: nothing is waited for. */
  readonly abandon: AbortSignal;
  /** Stops listening. */
  readonly dispose: () => void;
}

/**
 * @param onSignal called with 1 for the first signal and with 2 for the second
 * @param handled after so many signals the next one ends the process at once
 */
export function stopOnSignals(onSignal: (number: 1 | 2) => void, handled: 1 | 2): Stopping {
  const stop = new AbortController();
  const abandon = new AbortController();
  const listener = () => {
    const isFirst = !stop.signal.aborted;
    if (abandon.signal.aborted || (!isFirst && handled === 1)) process.exit(1);
    (isFirst ? stop : abandon).abort();
    onSignal(isFirst ? 1 : 2);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    stop: stop.signal,
    abandon: abandon.signal,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}

/** Does something before a signal ends the process, unless somebody else makes the command end politely. */
export function beforeSignalsEndIt(last: (signal: string) => Promise<unknown>): void {
  for (const signal of SIGNALS) {
    const listener = () => {
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, listener);
      void last(signal).finally(() => process.kill(process.pid, signal));
    };
    process.on(signal, listener);
  }
}
