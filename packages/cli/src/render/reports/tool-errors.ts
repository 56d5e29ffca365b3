// Tells problems of a run from problems of the configuration: no edit of a file mends the former.
import type { Code, Diagnostic } from '@flowlink/core';

/** What the network, the backend, the stores, the environment or the command line are to blame for. */
const OF_THE_RUN: ReadonlySet<Code> = new Set<Code>([
  'missing-token',
  'backend-unreachable',
  'backend-timeout',
  'backend-not-flowlink',
  'backend-unauthorized',
  'backend-forbidden',
  'id-token-unavailable',
  'id-token-refused',
  'issuer-unreachable',
  'no-id-token',
  'backend-failed',
  'lock-held',
  'lock-lost',
  'lock-left',
  'plan-unreadable',
  'plan-edited',
  'plan-version',
  'plan-workspace',
  'plan-backend',
  'plan-stale',
  'plan-secret-changed',
  'verify-api-url',
  'verify-rate-limited',
  'verify-unavailable',
  'verify-plan-limit',
  'verify-redirected',
  'verify-not-bigcommerce',
  'verify-unreachable',
  'verify-timeout',
  'approval-needed',
  'change-abandoned',
  'changed-meanwhile',
  'unwritable-file',
  'usage',
  'internal',
]);

/** Whether the run is to blame, or nobody knows which line is. */
export function isToolError({ code, file }: Diagnostic): boolean {
  return file === undefined || OF_THE_RUN.has(code);
}
