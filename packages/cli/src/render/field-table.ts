// The rows of one change as aligned lines: `~ path: old → new  # note   file:line:column`.
import stringWidth from 'string-width';
import type { FieldRow } from './field-rows.ts';
import { padTo, shorten, wrap } from './layout.ts';
import type { Style } from './style.ts';

const INDENT = '      ';
/** Of what does not fit beside the path. */
const DEEP_INDENT = `${INDENT}    `;
const MIN_VALUE_WIDTH = 20;
/** From here up there is room for the fields' positions. */
const WIDE = 120;
/** A path wider than this share stands out of line rather than pushing all values to the right. */
const MAX_PATH_SHARE = 0.4;

const signs = { add: '+', remove: '-', change: '~' } as const;

/** A row in its colours; the width is that of its first line. */
interface Line {
  readonly painted: readonly [string, ...string[]];
  readonly width: number;
  readonly position: string;
}

/** The positions of the rows stand at the end of their lines where there is room. */
export function renderFieldRows(rows: readonly FieldRow[], style: Style): string[] {
  const longest = Math.max(0, ...rows.map(({ path }) => stringWidth(path)));
  const pathWidth = Math.min(longest, Math.floor(style.width * MAX_PATH_SHARE)) + 1;
  const lines = rows.map((row) => renderRow(row, pathWidth, style));
  if (style.width < WIDE) return lines.flatMap(({ painted }) => painted);

  const room = style.width - Math.max(0, ...rows.map(({ position }) => stringWidth(position))) - 3;
  const placed = lines.filter(
    ({ painted, width, position }) => position !== '' && painted.length === 1 && width <= room,
  );
  const column = Math.max(0, ...placed.map(({ width }) => width)) + 3;
  return lines.flatMap((line) => {
    if (!placed.includes(line)) return line.painted;
    return [line.painted[0] + ' '.repeat(column - line.width) + style.paint.quiet(line.position)];
  });
}

/** Beside the path if that fits, otherwise below it. */
function renderRow(row: FieldRow, pathWidth: number, style: Style): Line {
  const { paint, width } = style;
  const label = padTo(`${row.path}:`, pathWidth);
  const sign = `${INDENT}${paint[row.kind](signs[row.kind])}`;
  const start = INDENT.length + 2 + stringWidth(label) + 1;
  const note = row.note === '' ? '' : `# ${row.note}`;
  const { position } = row;

  const value = row.values.join(` ${style.signs.arrow} `);
  const whole = start + stringWidth(value) + (note === '' ? 0 : 2 + stringWidth(note));
  if (whole <= width) {
    const end = note === '' ? '' : `  ${paint.quiet(note)}`;
    return { painted: [`${sign} ${label} ${value}${end}`], width: whole, position };
  }
  const notes =
    note === '' ? [] : wrap(note, width - DEEP_INDENT.length).map((line) => DEEP_INDENT + paint.quiet(line));
  if (start + stringWidth(value) <= width) {
    return { painted: [`${sign} ${label} ${value}`, ...notes], width: whole, position };
  }
  if (row.isList && width - start >= MIN_VALUE_WIDTH) {
    const [first = '', ...others] = wrap(value, width - start);
    const below = others.map((line) => ' '.repeat(start) + line);
    return { painted: [`${sign} ${label} ${first}`, ...below, ...notes], width: whole, position };
  }
  const below = stackedValues(row, style).map((line) => DEEP_INDENT + line);
  return { painted: [`${sign} ${row.path}:`, ...below, ...notes], width: whole, position };
}

/** Each value on a line of its own, shortened in the middle if even that is too narrow. */
function stackedValues({ values, isList }: FieldRow, { width, signs: { arrow, ellipsis } }: Style): string[] {
  const room = Math.max(width - DEEP_INDENT.length, MIN_VALUE_WIDTH);
  if (isList) return values.flatMap((value) => wrap(value, room));
  return values.map((value, index) => {
    const lead = index === 0 ? '' : `${arrow} `;
    return lead + shorten(value, room - lead.length, ellipsis);
  });
}
