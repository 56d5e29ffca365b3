// The progress of an apply as the published NDJSON events.
import type { ApplyEvent, Plan } from '@flowlink/schema';
import { diagnosticJson } from '../diagnostics/json.ts';
import type { Sources } from '../diagnostics/source-file.ts';
import type { VerifyResult } from '../verify/verify.ts';
import type { ApplyProgress } from './progress.ts';

/** Always the first event. */
export function versionEvent(toolVersion: string): ApplyEvent {
  return { type: 'version', format: 'flowlink-events', version: 1, tool_version: toolVersion };
}

/** The plan that is about to be applied. */
export function plannedEvent({ workspace, backend_url, counts }: Plan): ApplyEvent {
  return { type: 'planned', workspace, backend_url, counts };
}

/** What the verification of one connection came to. */
export function verifiedEvent({ name, status, checks, overGranted, requests }: VerifyResult): ApplyEvent {
  return {
    type: 'verified',
    name,
    status,
    checks: [...checks],
    over_granted: [...overGranted],
    requests,
  };
}

/** @param sources for the lines of diagnostics */
export function toEvent(progress: ApplyProgress, sources: Sources): ApplyEvent {
  switch (progress.type) {
    case 'run_started':
      return { type: progress.type, run: progress.run, at: progress.at.toISOString() };
    case 'concurrency_changed':
      return { ...progress, at: progress.at.toISOString() };
    case 'change_started':
      return { type: progress.type, ...subject(progress), at: progress.at.toISOString() };
    case 'change_done':
      return {
        type: progress.type,
        ...subject(progress),
        at: progress.at.toISOString(),
        elapsed_ms: progress.elapsedMs,
      };
    case 'change_failed':
      return {
        type: progress.type,
        ...subject(progress),
        at: progress.at.toISOString(),
        elapsed_ms: progress.elapsedMs,
        diagnostic: diagnosticJson(progress.diagnostic, sources),
      };
    case 'change_not_started':
      return { type: progress.type, ...subject(progress), reason: progress.reason };
    case 'diagnostic':
      return { type: progress.type, diagnostic: diagnosticJson(progress.diagnostic, sources) };
    case 'waiting_for_lock':
    case 'run_finished':
      return progress;
  }
}

function subject({ change: { name, action } }: Extract<ApplyProgress, { change: unknown }>) {
  return { name, action };
}
