// A terminal that can be drawn on, and what befalls it: resizing, suspension, the end of the process.
import type { WriteStream } from 'node:tty';

/** What whoever draws has to react to. */
export interface TerminalWatcher {
  readonly resized: () => void;
  /** Ctrl-Z: called before the process stops. */
  readonly suspending: () => void;
  /** The process goes on, and others may have written meanwhile. */
  readonly resumed: () => void;
  /** The process ends, be it by an exception that nobody caught. */
  readonly ending: () => void;
}

export interface Terminal {
  readonly write: (text: string) => void;
  /** As it is now; 0 if unknown. */
  size(): { readonly columns: number; readonly rows: number };
  /** Until the returned function is called. */
  watch(watcher: TerminalWatcher): () => void;
}

export function liveTerminal(stream: WriteStream): Terminal {
  return {
    write: (text) => {
      stream.write(text);
    },
    size: () => ({ columns: stream.columns ?? 0, rows: stream.rows ?? 0 }),
    watch({ resized, suspending, resumed, ending }) {
      const suspend = () => {
        suspending();
        // Without a listener the signal does what it always does; the next line runs when the process goes on.
        process.off('SIGTSTP', suspend);
        process.kill(process.pid, 'SIGTSTP');
        process.on('SIGTSTP', suspend);
        resumed();
      };
      stream.on('resize', resized);
      process.on('SIGTSTP', suspend);
      process.on('SIGCONT', resumed);
      process.on('exit', ending);
      process.on('uncaughtExceptionMonitor', ending);
      return () => {
        stream.off('resize', resized);
        process.off('SIGTSTP', suspend);
        process.off('SIGCONT', resumed);
        process.off('exit', ending);
        process.off('uncaughtExceptionMonitor', ending);
      };
    },
  };
}
