// The connections of a workspace as a table: how old each token is, and when it was last applied, edited and verified.
import type { Connection } from '@flowlink/schema';
import { count } from './count.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { ageText, dayText } from './time.ts';

const MIN_NAME_WIDTH = 12;
const HEADINGS = ['NAME', 'STORE HASH', 'FLOWS', 'TOKEN', 'APPLIED', 'DRIFT', 'VERIFIED'];
const NONE = '-';

/** One line a connection, in the order given, under headings. Only names are shortened. @param now for ages */
export function renderConnectionTable(connections: readonly Connection[], style: Style, now: Date): string {
  if (connections.length === 0) return 'There are no connections.\n';
  const rows = connections.map((connection) => cellsOf(connection, now));
  const byHand = connections.filter(({ managed }) => !managed).length;
  const drifted = connections.filter(({ edits }) => edits.length > 0).length;
  const parts = [
    count(connections.length, 'connection'),
    ...(byHand > 0 ? [`${byHand} made by hand`] : []),
    ...(drifted > 0 ? [`${drifted} edited since the last apply`] : []),
  ];
  return `${[...renderTable(HEADINGS, rows, style, MIN_NAME_WIDTH), '', `${parts.join(', ')}.`].join('\n')}\n`;
}

function cellsOf(
  { name, managed, config, secrets, edits, applied_at, verification }: Connection,
  now: Date,
): string[] {
  const [oldest] = Object.values(secrets)
    .map(({ set_at }) => set_at)
    .sort();
  const lastEdit = edits
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return [
    name,
    config.store_hash,
    String(Object.keys(config.workflows ?? {}).length),
    oldest === undefined ? NONE : ageText(oldest, now),
    managed && applied_at !== null ? dayText(applied_at) : 'by hand',
    lastEdit === undefined ? NONE : dayText(lastEdit),
    verificationText(verification),
  ];
}

/** The day if all was well, the trouble if not. */
function verificationText(verification: Connection['verification']): string {
  if (verification === null) return NONE;
  return verification.status === 'verified' ? dayText(verification.at) : verification.status;
}
