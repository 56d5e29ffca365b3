// Fields as aligned lines: `~ path: old → new  # note   file:line:column`.
import type { FieldChange } from '@flowlink/schema';
import stringWidth from 'fast-string-width';
import { padTo, shorten, wrap } from './layout.ts';
import type { Style } from './style.ts';

/** One row: a field, or the members of an unordered list that share kind and note. */
export interface FieldRow {
  /** What happens to it; `none` if it is merely shown. */
  readonly kind: FieldChange['kind'] | 'none';
  readonly path: string;
  /** One value, or the old and the new one. */
  readonly values: readonly string[];
  readonly isList: boolean;
  /** Empty if there is nothing to say. */
  readonly note: string;
  /** `file:line:column`; empty if there is none or it says nothing new. */
  readonly position: string;
  /** Remarks on lines of their own. */
  readonly below?: readonly string[];
}

/** How the rows stand in what is around them. */
export interface TableLayout {
  /** Stands before the sign of each row. */
  readonly indent: string;
  /** How wide the column of paths is at most; a wider path stands out of line rather than pushing all values to the right. */
  readonly maxPathWidth: number;
  /** A position that finds no room at the end of its line goes to the note, and not missing. */
  readonly allPositions: boolean;
}

/** From here up there is room for the fields' positions. */
const WIDE = 120;
/** Before what does not fit beside the path. */
const DEEPER = '    ';
const MIN_VALUE_WIDTH = 20;
const MAX_PATH_SHARE = 0.4;

/** How each kind of difference is marked. */
export const fieldSigns = { add: '+', remove: '-', change: '~', none: ' ' } as const;

/** A row in its colours; the width is that of its first line. */
interface Line {
  readonly painted: readonly [string, ...string[]];
  readonly width: number;
}

/** The columns that paths may take beside values. */
export function pathRoom({ width }: Style): number {
  return Math.floor(width * MAX_PATH_SHARE);
}

/** The positions of the rows stand at the end of their lines where there is room. */
export function renderFieldRows(rows: readonly FieldRow[], style: Style, layout: TableLayout): string[] {
  const longest = Math.max(0, ...rows.map(({ path }) => stringWidth(path)));
  const pathWidth = Math.min(longest, layout.maxPathWidth) + 1;
  const render = (row: FieldRow) => renderRow(row, pathWidth, style, layout.indent);
  const lines = rows.map((row) => ({ row, line: render(row) }));

  const room = style.width - Math.max(0, ...rows.map(({ position }) => stringWidth(position))) - 3;
  const isPlaced = ({ row, line }: { row: FieldRow; line: Line }) =>
    style.width >= WIDE && row.position !== '' && line.painted.length === 1 && line.width <= room;
  const column = Math.max(0, ...lines.filter(isPlaced).map(({ line }) => line.width)) + 3;
  return lines.flatMap(({ row, line }) => {
    const below = (row.below ?? []).flatMap((remark) => renderRemark(remark, style, layout.indent));
    if (isPlaced({ row, line })) {
      const position = ' '.repeat(column - line.width) + style.paint.quiet(row.position);
      return [line.painted[0] + position, ...below];
    }
    return [...(layout.allPositions ? render(withPositionInNote(row)) : line).painted, ...below];
  });
}

function withPositionInNote(row: FieldRow): FieldRow {
  return { ...row, note: [row.note, row.position].filter((part) => part !== '').join('; ') };
}

/** Beside the path if that fits, otherwise below it. */
function renderRow(row: FieldRow, pathWidth: number, style: Style, indent: string): Line {
  const { paint, width } = style;
  const label = padTo(`${row.path}:`, pathWidth);
  const sign = `${indent}${row.kind === 'none' ? fieldSigns.none : paint[row.kind](fieldSigns[row.kind])}`;
  const start = indent.length + 2 + stringWidth(label) + 1;
  const note = row.note === '' ? '' : `# ${row.note}`;

  const value = row.values.join(` ${style.signs.arrow} `);
  const whole = start + stringWidth(value) + (note === '' ? 0 : 2 + stringWidth(note));
  if (whole <= width) {
    const end = note === '' ? '' : `  ${paint.quiet(note)}`;
    return { painted: [`${sign} ${label} ${value}${end}`], width: whole };
  }
  const notes = row.note === '' ? [] : renderRemark(row.note, style, indent);
  if (start + stringWidth(value) <= width) {
    return { painted: [`${sign} ${label} ${value}`, ...notes], width: whole };
  }
  if (row.isList && width - start >= MIN_VALUE_WIDTH) {
    const [first = '', ...others] = wrap(value, width - start);
    const below = others.map((line) => ' '.repeat(start) + line);
    return { painted: [`${sign} ${label} ${first}`, ...below, ...notes], width: whole };
  }
  const deep = indent + DEEPER;
  const below = stackedValues(row, style, width - deep.length).map((line) => deep + line);
  return { painted: [`${sign} ${row.path}:`, ...below, ...notes], width: whole };
}

/** On lines of its own. */
function renderRemark(remark: string, { paint, width }: Style, indent: string): string[] {
  const deep = indent + DEEPER;
  return wrap(`# ${remark}`, width - deep.length).map((line) => deep + paint.quiet(line));
}

/** Each value on a line of its own, shortened in the middle if even that is too narrow. */
function stackedValues(
  { values, isList }: FieldRow,
  { signs: { arrow, ellipsis } }: Style,
  width: number,
): string[] {
  const room = Math.max(width, MIN_VALUE_WIDTH);
  if (isList) return values.flatMap((value) => wrap(value, room));
  return values.map((value, index) => {
    const lead = index === 0 ? '' : `${arrow} `;
    return lead + shorten(value, room - lead.length, ellipsis);
  });
}
