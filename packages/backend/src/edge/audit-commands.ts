// `flowlink-backend audit export`: writes the audit trail and the denied attempts, for systems that collect such.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readTrail } from '../audit/trail.ts';
import type { TrailEntry } from '../audit/trail-entry.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './existing-store.ts';
import { readTime, TIME_RULE } from './times.ts';

export function exportAudit(flags: Flags, rest: string[]): Promise<number> {
  const { workspace, since, denied = false, after = '0' } = flags;
  if (rest.length > 0) throw new UsageError(`audit export takes no “${rest[0]}”.`);
  if (!/^\d{1,15}$/.test(after)) throw new UsageError('--after takes the position of an entry.');
  const from = since === undefined ? undefined : readTime(since, new Date(), -1);
  if (since !== undefined && !from) throw new UsageError(`--since takes ${TIME_RULE}.`);
  const filter = {
    deniedOnly: denied,
    ...(workspace === undefined ? {} : { workspace }),
    ...(from ? { since: from.toISOString() } : {}),
  };
  return withStore(flags, async (store) => {
    const lines = linesOf(readTrail(store, Number(after), filter));
    await pipeline(Readable.from(lines), process.stdout, { end: false });
    return 0;
  });
}

async function* linesOf(entries: AsyncIterable<TrailEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
