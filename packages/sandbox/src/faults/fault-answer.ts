// The answers of a store that has a fault.
import { type Answer, failure, type Silence, type Version } from '../answer.ts';
import type { Fault } from './fault.ts';

/**
 * @param secureAddress the address that was asked for, with https
 * @returns nothing if the store answers as ever, and only takes its time
 */
export function faultAnswer(
  fault: Fault,
  version: Version,
  secureAddress: string,
): Answer | Silence | undefined {
  switch (fault.kind) {
    case 'slow':
      return undefined;
    case 'hang':
    case 'reset':
      return fault.kind;
    case 'rate-limited':
    case 'overloaded':
      return failure(version, 429);
    case 'suspended':
      return failure(version, 503, 'The store is suspended');
    case 'maintenance':
      return failure(version, 503, 'The store is down for maintenance');
    case 'plan-limit':
      return failure(version, 507, "The plan's limit is reached");
    case 'redirect':
      return { status: 301, headers: { Location: fault.location ?? secureAddress } };
    case 'html':
      return text(200, 'text/html', '<!doctype html><title>Store</title><p>A web page, not an API.');
    case 'plain-401':
      return text(401, 'text/plain', 'Unauthorized');
  }
}

function text(status: number, type: string, body: string): Answer {
  return { status, headers: { 'Content-Type': `${type}; charset=utf-8` }, body };
}
