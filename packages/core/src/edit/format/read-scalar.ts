// Reads scalars as lines without their indentation.
import type { CST } from 'yaml';
import type { Margin } from './margin.ts';
import type { BlockScalar, Node } from './tree.ts';

/** A plain or quoted scalar, or an alias. White space around its line breaks counts for nothing. */
export function readScalar(source: string): Node {
  if (source === '') return { kind: 'nothing' };
  const lines = source.split('\n');
  return {
    kind: 'scalar',
    lines: lines.map((line, index) => {
      const rest = index === 0 ? line : line.trimStart();
      // What a backslash protects is part of the text.
      return index === lines.length - 1 ? rest : rest.replace(/(?<!\\)[ \t]+$/, '');
    }),
  };
}

export function readBlockScalar(token: CST.BlockScalar, margin: Margin): BlockScalar {
  const props = token.props as CST.SourceToken[];
  const header = props[0]?.source ?? '';
  const announced: string[] = [];
  margin.passMark(token.offset, announced);
  const contentStart = props.reduce((end, { source }) => end + source.length, token.offset);
  margin.passLines(contentStart + token.source.length);

  const digit = /\d/.exec(header)?.[0];
  const lines = token.source === '' ? [] : token.source.replace(/\n *$/, '').split('\n');
  const first = lines.find((line) => line.trim() !== '');
  const own = first === undefined ? Number.POSITIVE_INFINITY : /^ */.exec(first)?.[0].length;
  const content = lines.map((line) => line.slice(digit === undefined ? own : token.indent + Number(digit)));
  const keepsEnd = header.includes('+');
  while (!keepsEnd && content.at(-1) === '') content.pop();
  return {
    kind: 'block-scalar',
    header,
    announced,
    lines: content,
    ...(digit === undefined ? {} : { indent: Number(digit) }),
    keepsEnd,
  };
}
