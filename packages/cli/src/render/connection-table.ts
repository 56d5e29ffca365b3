// The connections of a workspace as a table.
import type { Connection } from '@flowlink/schema';
import { count } from './count.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { timeText } from './time.ts';

const MIN_NAME_WIDTH = 12;
const HEADINGS = ['NAME', 'MANAGED', 'PLATFORM', 'STORE HASH', 'WORKFLOWS', 'CHANGED (UTC)'];

/** One line a connection, in the order given, under headings. Only names are shortened. */
export function renderConnectionTable(connections: readonly Connection[], style: Style): string {
  if (connections.length === 0) return 'There are no connections.\n';
  const rows = connections.map(cellsOf);
  const byHand = connections.filter(({ managed }) => !managed).length;
  const total = `${count(connections.length, 'connection')}${byHand > 0 ? `, ${byHand} made by hand` : ''}.`;
  return `${[...renderTable(HEADINGS, rows, style, MIN_NAME_WIDTH), '', total].join('\n')}\n`;
}

function cellsOf({ name, managed, config, changed_at }: Connection): string[] {
  return [
    name,
    managed ? 'yes' : 'by hand',
    config.platform,
    config.store_hash,
    String(Object.keys(config.workflows ?? {}).length),
    timeText(changed_at),
  ];
}
