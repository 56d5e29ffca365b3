// The help of the program: all commands by what they are for, and where to begin.
import type { CommandGrammar } from '../../grammar/grammar.ts';
import { commandGroups } from '../../grammar/groups.ts';
import type { Style } from '../style.ts';
import { examples, paragraphs, prose, type Row, rows, section, termColumn } from './sections.ts';

const TITLE = 'Connections of FlowLink as code: describe them in YAML, plan and apply them.';
const MORE =
  '`flowlink completion` completes commands, flags and connections in your shell; `flowlink --version` says which version this is. docs/start.md leads through the first hour, docs/errors.md explains every message.';

const begin = [
  {
    description: 'Start a project, then add the credentials of a store.',
    command: 'flowlink init',
  },
  {
    description: 'See what would change on the backend, and make it so.',
    command: 'flowlink plan && flowlink apply',
  },
  {
    description: 'Read what a command takes, with examples.',
    command: 'flowlink apply --help',
  },
];

export function renderRootHelp(commands: readonly CommandGrammar[], style: Style): string {
  const summaries = new Map(commands.map(({ name, summary }) => [name, summary]));
  const groups = commandGroups.map(({ title, commands: names }) => ({
    title,
    list: names.map((name): Row => [name, summaries.get(name) ?? '']),
  }));
  // One width for all groups, so that the summaries stand in line.
  const column = termColumn(groups.flatMap(({ list }) => list));
  const lines = [
    ...prose(TITLE, style).map(style.paint.strong),
    '',
    ...section('USAGE', [`  ${style.paint.hint('flowlink COMMAND [flags]')}`], style),
    ...groups.flatMap(({ title, list }) => section(title.toUpperCase(), rows(list, style, column), style)),
    ...section('EXAMPLES', examples(begin, style), style),
    ...section('MORE', paragraphs(MORE, style), style),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
