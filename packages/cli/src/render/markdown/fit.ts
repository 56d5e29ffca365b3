// Fits a document into a limit: what matters least loses its details first, then becomes a number.
import { count } from '../count.ts';

/** One thing to tell: at full length, in one item of a list, or only counted. */
export interface Entry {
  /** What it is counted as, such as `to create`. */
  readonly kind: string;
  /** For how many it stands. */
  readonly number: number;
  /** An item of a list without its bullet, on one line. */
  readonly brief: string;
  /** A block with all details, made only where there may be room; undefined if there are none. */
  readonly full: () => string | undefined;
}

export interface Section {
  /** Stands before the entries, if there are any. */
  readonly heading: string;
  /** The most important first. */
  readonly entries: readonly Entry[];
}

export interface Draft {
  /** Stands at the beginning whatever happens. */
  readonly head: string;
  /** The most important first. */
  readonly sections: readonly Section[];
  /** Stands at the end whatever happens. */
  readonly foot: string;
  /** Where to find what is left out, as a sentence. */
  readonly elsewhere: string;
}

/** How long a text may be, and how its length is measured. */
export interface Limit {
  readonly size: number;
  readonly unit: 'characters' | 'bytes';
}

/** GitHub counts characters of comments; UTF-16 units are never fewer. */
export const COMMENT_LIMIT = 65_536;
/** The least that has room for what is always said. */
export const MIN_LIMIT = 4_000;

/** An entry and how it is shown. */
interface Placed {
  readonly entry: Entry;
  shown: string | undefined;
  isFull: boolean;
}

/** The document, never longer than the limit if that is at least `MIN_LIMIT`; all of it if there is room. */
export function fitInto({ head, sections, foot, elsewhere }: Draft, limit: Limit): string {
  const placed = sections
    .filter(({ entries }) => entries.length > 0)
    .map(({ heading, entries }) => ({
      heading,
      entries: entries.map((entry): Placed => ({ entry, shown: undefined, isFull: false })),
    }));
  const all = placed.flatMap(({ entries }) => entries);
  const sizeOf = (text: string) => sizeIn(text, limit) + SEPARATOR;
  // What would be said if nothing had room is longer than whatever will be said instead.
  let room =
    limit.size -
    sizeOf(head) -
    sizeOf(foot) -
    sizeOf(leftOut(numberOf(all), numberOf(all), limit, elsewhere));
  for (const { heading, entries } of placed) room -= sizeOf(heading) + sizeOf(counted(entries));

  for (const item of all) {
    const brief = `- ${item.entry.brief}`;
    if (sizeOf(brief) > room) continue;
    item.shown = brief;
    room -= sizeOf(brief);
  }
  for (const item of all) {
    if (item.shown === undefined) continue;
    const full = item.entry.full() ?? item.shown;
    const more = sizeOf(full) - sizeOf(item.shown);
    if (more > room) continue;
    item.shown = full;
    item.isFull = true;
    room -= more;
  }
  const gone = numberOf(all.filter(isGone));
  const bare = numberOf(all.filter(({ shown, isFull }) => shown !== undefined && !isFull));
  const blocks = [
    head,
    ...placed.flatMap(({ heading, entries }) => [heading, listed(entries), counted(entries.filter(isGone))]),
    foot,
    leftOut(bare, gone, limit, elsewhere),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Between two blocks. */
const SEPARATOR = 2;

function sizeIn(text: string, { unit }: Limit): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).length : text.length;
}

const isGone = ({ shown }: Placed) => shown === undefined;

/** Items that follow each other are one list. */
function listed(entries: readonly Placed[]): string {
  const shown = entries.flatMap((entry) => entry.shown ?? []);
  const isItem = (text: string | undefined) => text?.startsWith('- ') === true;
  return shown.reduce(
    (text, block, index) =>
      index === 0 ? block : text + (isItem(block) && isItem(shown[index - 1]) ? '\n' : '\n\n') + block,
    '',
  );
}

/** How many there are beside those that are shown, by kind. */
function counted(placed: readonly Placed[]): string {
  if (placed.length === 0) return '';
  const kinds = Map.groupBy(placed, ({ entry }) => entry.kind);
  const parts = [...kinds].map(([kind, entries]) => `${numberOf(entries)} ${kind}`);
  const [only] = kinds.size === 1 ? kinds.keys() : [];
  return `… and ${numberOf(placed)} more${only === undefined ? `: ${parts.join(', ')}` : ` ${only}`}.`;
}

function numberOf(placed: readonly Placed[]): number {
  return placed.reduce((sum, { entry }) => sum + entry.number, 0);
}

function leftOut(bare: number, gone: number, { size, unit }: Limit, elsewhere: string): string {
  const parts = [
    ...(bare > 0 ? [`the details of ${count(bare, 'entry', 'entries')}`] : []),
    ...(gone > 0 ? [`${count(gone, 'entry', 'entries')} as a whole`] : []),
  ];
  if (parts.length === 0) return '';
  return `_Left out to stay within ${size} ${unit}: ${parts.join(', and ')}. ${elsewhere}_`;
}
