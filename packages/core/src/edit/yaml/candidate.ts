// Chooses among edits: YAML has more layouts than anyone foresees, so an edit counts only if the text reads back as it should.
import { isDeepStrictEqual } from 'node:util';
import type { Range, TextEdit } from '../../diagnostics/diagnostic.ts';
import { applyEdits } from '../text-edit.ts';
import type { Json } from './json.ts';
import { type Problem, readYaml, type YamlText } from './yaml-text.ts';

/** An edit that may do. */
export interface Candidate {
  readonly edits: readonly TextEdit[];
  /** The parts of the text whose comments go with it. */
  readonly gone?: readonly Range[];
}

export const NO_SAFE_WAY: Problem = {
  problem: 'The layout of the file leaves no safe way to make the change. Make it by hand.',
};

/**
 * The text after the first of the edits that leaves all documents with the expected data, and all comments in place.
 *
 * @param candidates the nicest first
 * @param data of each document
 */
export function firstThatHolds(
  before: YamlText,
  candidates: readonly Candidate[],
  data: readonly (Json | undefined)[],
): YamlText | Problem {
  for (const candidate of candidates) {
    const after = readYaml(applyEdits(before.text, candidate.edits));
    if (
      after &&
      isDeepStrictEqual(after.data, data) &&
      isDeepStrictEqual(comments(after), comments(before, candidate.gone))
    )
      return after;
  }
  return NO_SAFE_WAY;
}

function comments({ text, comments }: YamlText, gone: readonly Range[] = []): string[] {
  return comments
    .filter((comment) => !gone.some(({ start, end }) => start <= comment.start && comment.end <= end))
    .map(({ start, end }) => text.slice(start, end));
}

export const insertion = (at: number, text: string): TextEdit => ({ range: { start: at, end: at }, text });

export const replacement = (start: number, end: number, text: string): TextEdit => ({
  range: { start, end },
  text,
});

export const deletion = (start: number, end: number): TextEdit => replacement(start, end, '');
