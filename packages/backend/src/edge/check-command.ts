// `flowlink-backend check`: says whether a database is whole, and changes nothing.
import { type Checked, checkDatabase } from '../check/check-database.ts';
import { openBox } from '../secrets/open-box.ts';
import { inspectDatabase } from '../store/inspect-database.ts';
import { type Flags, UsageError } from './arguments.ts';
import { databasePlace } from './database-place.ts';
import { existingKeySource } from './key-source.ts';
import { harmless } from './table.ts';

export async function check(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`check takes no “${rest[0]}”.`);
  const place = databasePlace(flags);
  const checked = await inspectDatabase(place, (database) =>
    checkDatabase(database, openBox(existingKeySource(flags))),
  );
  process.stdout.write(flags.json ? `${JSON.stringify(checked, null, 2)}\n` : textOf(checked));
  return checked.findings.length === 0 ? 0 : 1;
}

function textOf({ connections, secrets, findings }: Checked): string {
  const lines = findings.map(({ kind, detail }) => `${kind}: ${detail}`);
  const end = lines.length === 0 ? 'Nothing is wrong.' : `Findings: ${lines.length}.`;
  return [
    ...lines.map(harmless),
    `Connections: ${connections}. Secrets that open: ${secrets}. ${end}`,
    '',
  ].join('\n');
}
