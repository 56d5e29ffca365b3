// Several writes in one request, which costs far more than a write does. Each has the outcome that it would have alone.
import type { Connection } from '@flowlink/schema';
import { type Failure, stopsEverything } from './failure.ts';
import type { Result, Write } from './port.ts';

/** Of the configurations in one request, in characters of JSON. A backend takes a body of a megabyte. */
const MOST_TEXT = 256 * 1024;

type Outcomes = readonly Result<Connection>[];

/** @param alone sends one write @param together sends several, which may be refused as a whole */
export function puttingTogether(
  alone: (write: Write) => Promise<Result<Connection>>,
  together: (writes: readonly Write[]) => Promise<Result<Outcomes>>,
): (writes: readonly Write[]) => Promise<Outcomes> {
  let isUnknown = false;

  const oneByOne = (writes: readonly Write[]): Promise<Outcomes> =>
    inTurn(
      writes.map((write) => [write]),
      async ([write]) => (write ? [await alone(write)] : []),
    );

  const atOnce = async (writes: readonly Write[]): Promise<Outcomes> => {
    if (writes.length === 1 || isUnknown) return oneByOne(writes);
    const outcomes = await together(writes);
    if (outcomes.ok) return outcomes.value;
    if (!isAboutTheRequest(outcomes.failure)) return writes.map(() => outcomes);
    isUnknown ||= isNotKnown(outcomes.failure);
    return oneByOne(writes);
  };

  return (writes) => inTurn(partsOf(writes), atOnce);
}

/** After a failure that every further one would meet, the others count as failed in the same way. */
async function inTurn(
  parts: readonly (readonly Write[])[],
  send: (part: readonly Write[]) => Promise<Outcomes>,
): Promise<Outcomes> {
  const outcomes: Result<Connection>[] = [];
  for (const part of parts) {
    const last = outcomes.at(-1);
    const isOver = last && !last.ok && stopsEverything(last.failure);
    outcomes.push(...(isOver ? part.map(() => last) : await send(part)));
  }
  return outcomes;
}

/** As few parts as their size permits. */
function partsOf(writes: readonly Write[]): Write[][] {
  const parts: Write[][] = [];
  let room = 0;
  for (const write of writes) {
    const size = JSON.stringify(write.config).length;
    const part = parts.at(-1);
    if (part && size <= room) {
      part.push(write);
      room -= size;
    } else {
      parts.push([write]);
      room = MOST_TEXT - size;
    }
  }
  return parts;
}

/** Whether the writes may fare better one by one. Nothing of the request was done. */
function isAboutTheRequest(failure: Failure): boolean {
  if (failure.kind !== 'problem') return failure.kind === 'not-flowlink';
  const { code } = failure.problem;
  return isNotKnown(failure) || ['invalid_request', 'payload_too_large', 'internal'].includes(code);
}

/** What a backend says that has never heard of writing together. */
function isNotKnown(failure: Failure): boolean {
  if (failure.kind === 'not-flowlink') return [404, 405, 501].includes(failure.status);
  return failure.kind === 'problem' && ['not_found', 'method_not_allowed'].includes(failure.problem.code);
}
