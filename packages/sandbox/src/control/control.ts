// The paths below /_sandbox, with which another process switches faults and reads what was asked of the stores.
import type { Answer } from '../answer.ts';
import { type Fault, readFault } from '../faults/fault.ts';
import type { StoreRequests } from '../requests.ts';

/** What the control paths may do to a running sandbox. */
export interface Controls {
  /** @returns false if there is no such store */
  setFault(hash: string, fault: Fault | null): boolean;
  requests(): Record<string, StoreRequests>;
}

/** @param body the request's body as text */
export function answerControl(controls: Controls, method: string, path: string, body: string): Answer {
  if (path === '/_sandbox/requests') {
    return method === 'GET' ? { status: 200, body: controls.requests() } : notAllowed('GET');
  }
  const hash = /^\/_sandbox\/stores\/([a-z0-9]+)\/fault$/.exec(path)?.[1];
  if (hash === undefined) return refusal(404, 'There is nothing at this path.');
  if (method !== 'PUT') return notAllowed('PUT');
  const fault = readFault(parse(body));
  if (typeof fault === 'string') return refusal(400, fault);
  return controls.setFault(hash, fault) ? { status: 204 } : refusal(404, `There is no store ${hash}.`);
}

function notAllowed(allowed: string): Answer {
  return { ...refusal(405, `Only ${allowed} is allowed here.`), headers: { Allow: allowed } };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Undefined, which is no fault either, when the text is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
