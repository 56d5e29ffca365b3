// The connections of a workspace as a table.
import type { Connection } from '@flowlink/schema';
import stringWidth from 'string-width';
import { clean } from './clean.ts';
import { count } from './count.ts';
import { padTo, shorten } from './layout.ts';
import type { Style } from './style.ts';

const HEADINGS = ['NAME', 'MANAGED', 'PLATFORM', 'STORE HASH', 'WORKFLOWS', 'CHANGED (UTC)'];
const GAP = '  ';
const MIN_NAME_WIDTH = 12;

/** One line a connection, in the order given, under headings. Only names are shortened. */
export function renderConnectionTable(connections: readonly Connection[], style: Style): string {
  if (connections.length === 0) return 'There are no connections.\n';
  const rows = connections.map((connection) => cellsOf(connection).map((cell) => clean(cell, style)));
  const widths = HEADINGS.map((heading, column) =>
    Math.max(stringWidth(heading), ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + width + GAP.length, 0);
  const nameWidth = Math.min(widths[0] ?? 0, Math.max(style.width - others, MIN_NAME_WIDTH));
  const line = ([name = '', ...cells]: readonly string[]) =>
    [
      padTo(shorten(name, nameWidth, style.signs.ellipsis), nameWidth),
      ...cells.map((cell, index) => padTo(cell, widths[index + 1] ?? 0)),
    ]
      .join(GAP)
      .trimEnd();
  const byHand = connections.filter(({ managed }) => !managed).length;
  const total = `${count(connections.length, 'connection')}${byHand > 0 ? `, ${byHand} made by hand` : ''}.`;
  return `${[style.paint.quiet(line(HEADINGS)), ...rows.map(line), '', total].join('\n')}\n`;
}

function cellsOf({ name, managed, config, changed_at }: Connection): string[] {
  return [
    name,
    managed ? 'yes' : 'by hand',
    config.platform,
    config.store_hash,
    String(Object.keys(config.workflows ?? {}).length),
    changed_at.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1'),
  ];
}
