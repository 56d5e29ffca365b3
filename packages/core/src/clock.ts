// Time and chance, which planning and applying receive as arguments.

export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Calls back every so many milliseconds until the returned function is called; does not keep the process alive. */
  every(ms: number, callback: () => void): () => void;
  /** From 0 to 1, 1 excluded. */
  random(): number;
}

/** The real thing. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
  random: Math.random,
};

/**
 * The real thing, until it is ended: from then on nothing that still sleeps keeps the process alive, such as a request
 * that was given up while it waited for its next attempt.
 */
export function endableClock(): Clock & { end(): void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    ...systemClock,
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, ms);
        timers.add(timer);
      }),
    end() {
      for (const timer of timers) timer.unref();
    },
  };
}
