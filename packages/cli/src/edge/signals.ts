// Turns Ctrl-C and SIGTERM into a polite stop; the second one ends the process at once.

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** @param onFirst called when a stop is asked for @returns the signal to watch, and a function that stops listening */
export function stopOnSignals(onFirst: () => void): { stop: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    stop: controller.signal,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
