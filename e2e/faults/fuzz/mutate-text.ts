// Spoils a text a little: enough to break it, not so much that nothing of its form is left.
import type { Chance } from './chance.ts';
import { hostileTexts, oddCharacters } from './odd-text.ts';

/** What mutations are made of. */
export interface Material {
  /** Pieces that mean something in the format. */
  readonly tokens: readonly string[];
  /** Values that stand where another value stood. */
  readonly values: readonly string[];
  /** Other texts of the format, to take lines from. */
  readonly others: readonly string[];
}

type Mutation = (text: string, chance: Chance, material: Material) => string;

const MAX_LENGTH = 200_000;

const placeIn = (text: string, chance: Chance) => chance.below(text.length + 1);

const insertAt = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);

/** A short stretch, more often than a long one. */
function stretchOf(text: string, chance: Chance): { start: number; end: number } {
  const start = placeIn(text, chance);
  const length = chance.happens(0.7) ? 1 + chance.below(12) : chance.below(text.length + 1);
  return { start, end: Math.min(start + length, text.length) };
}

function onLines(
  change: (lines: string[], at: number, chance: Chance, material: Material) => void,
): Mutation {
  return (text, chance, material) => {
    const lines = text.split('\n');
    change(lines, chance.below(lines.length), chance, material);
    return lines.join('\n');
  };
}

/** Those that mostly leave the form whole, so that later stages see the result. */
const gentle: readonly Mutation[] = [
  // Values behind a colon or an equals sign.
  (text, chance, { values }) => {
    const places = [...text.matchAll(/[:=][^\S\n]*(\S[^\n]*)/g)];
    if (places.length === 0) return text;
    const { 0: all, 1: value = '', index } = chance.pick(places);
    const start = index + all.length - value.length;
    return text.slice(0, start) + chance.pick(values) + text.slice(start + value.length);
  },
  // Lines.
  onLines((lines, at) => lines.splice(at, 1)),
  onLines((lines, at, chance) => lines.splice(chance.below(lines.length), 0, lines[at] ?? '')),
  onLines((lines, at, chance) => {
    const other = chance.below(lines.length);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  }),
  onLines((lines, at, chance) => {
    lines[at] =
      chance.pick(['', ' ', '\t', '  \t', ' '.repeat(40), '- ', '? ', '# ']) + (lines[at] ?? '').trimStart();
  }),
  onLines((lines, at, chance, { tokens }) => {
    lines[at] = chance.pick(tokens) + (lines[at] ?? '');
  }),
  onLines((lines, at, chance, { others }) => {
    const source = chance.pick(others).split('\n');
    const from = chance.below(source.length);
    lines.splice(at, chance.below(3), ...source.slice(from, from + 1 + chance.below(12)));
  }),
];

const rough: readonly Mutation[] = [
  // Bytes.
  (text, chance) => {
    const at = placeIn(text, chance);
    const flipped = (text.codePointAt(at) ?? 32) ^ (1 << chance.below(7));
    return text.slice(0, at) + String.fromCodePoint(flipped) + text.slice(at + 1);
  },
  (text, chance) => insertAt(text, placeIn(text, chance), chance.pick(oddCharacters)),
  (text, chance) => insertAt(text, placeIn(text, chance), chance.pick(hostileTexts)),
  // Stretches.
  (text, chance) => {
    const { start, end } = stretchOf(text, chance);
    return text.slice(0, start) + text.slice(end);
  },
  (text, chance) => {
    const { start, end } = stretchOf(text, chance);
    return insertAt(text, placeIn(text, chance), text.slice(start, end));
  },
  (text, chance) => text.slice(0, placeIn(text, chance)),
  (text, chance) => text.slice(placeIn(text, chance)),
  // Tokens.
  (text, chance, { tokens }) => insertAt(text, placeIn(text, chance), chance.pick(tokens)),
  (text, chance, { tokens }) => {
    const { start, end } = stretchOf(text, chance);
    return text.slice(0, start) + chance.pick(tokens) + text.slice(end);
  },
  (text, chance, { tokens }) => {
    const [from, to] = [chance.pick(tokens), chance.pick(tokens)];
    return chance.happens(0.5) ? text.replaceAll(from, to) : text.replace(from, to);
  },
  (text, chance) => {
    const ends = chance.pick(['\r\n', '\r', '\n\r', '\u2028', '\u0085', '\n\n']);
    return text.replaceAll('\n', (end) => (chance.happens(0.3) ? ends : end));
  },
  // Too much of something.
  (text, chance, { tokens }) =>
    insertAt(text, placeIn(text, chance), chance.pick(tokens).repeat(chance.pick([2, 20, 20, 300]))),
  (text, chance) => insertAt(text, placeIn(text, chance), 'x'.repeat(chance.pick([300, 5000]))),
  (text, chance) =>
    insertAt(text, placeIn(text, chance), Array.from({ length: 300 }, (_, index) => `\n${index}: `).join('')),
];

/** Makes one mutation, or a few. */
export function mutateText(text: string, chance: Chance, material: Material): string {
  let mutated = text;
  for (let left = chance.pick([1, 1, 1, 1, 2, 4]); left > 0; left--)
    mutated = chance
      .pick(chance.happens(0.6) ? gentle : rough)(mutated, chance, material)
      .slice(0, MAX_LENGTH);
  return mutated;
}
