// Turns an exception that nobody expected into a diagnostic. Its message stays out: it could hold a value.
import { type Diagnostic, diagnostic } from '@flowlink/core';

/** With FLOWLINK_DEBUG=1 the stack goes to standard error as well, at the user's own wish. */
export function describeUnexpected(error: unknown): Diagnostic {
  if (process.env.FLOWLINK_DEBUG === '1') {
    process.stderr.write(`${error instanceof Error ? error.stack : 'not an Error'}\n`);
  }
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return diagnostic('internal', {
    detail: `Something happened that should not (${kind}). This is a mistake in flowlink, not in your configuration.`,
    fix: 'Run it again with FLOWLINK_DEBUG=1 to see where, and report what it prints after checking it for secrets.',
  });
}
