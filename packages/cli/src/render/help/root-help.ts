// The help of the program: all commands by what they are for, and where to begin.
import type { CommandGrammar } from '../../grammar/grammar.ts';
import { commandGroups } from '../../grammar/groups.ts';
import { padTo } from '../layout.ts';
import type { Style } from '../style.ts';
import { examples, paragraphs, rows, section } from './sections.ts';

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
  const shown = new Map(commands.filter(({ hidden }) => !hidden).map((command) => [command.name, command]));
  // One width for all groups, so that the summaries stand in one column.
  const width = Math.max(...[...shown.keys()].map(({ length }) => length));
  const groups = commandGroups.flatMap(({ title, commands: names }) => {
    const list = names.flatMap((name) => shown.get(name) ?? []);
    const lines = rows(
      list.map(({ name, summary }) => [padTo(name, width), summary]),
      style,
    );
    return section(title.toUpperCase(), lines, style);
  });
  const lines = [
    style.paint.strong('Connections of FlowLink as code: describe them in YAML, plan and apply them.'),
    '',
    ...section('USAGE', [`  ${style.paint.hint('flowlink COMMAND [flags]')}`], style),
    ...groups,
    ...section('EXAMPLES', examples(begin, style), style),
    ...section(
      'MORE',
      paragraphs(
        '`flowlink completion` completes commands, flags and connections in your shell; `flowlink --version` says which version this is. docs/start.md leads through the first hour, docs/errors.md explains every message.',
        style,
      ),
      style,
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
