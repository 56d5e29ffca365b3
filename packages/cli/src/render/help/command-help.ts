// The help of one command: what it does, what it takes, what it reads, and examples to copy.
import { environmentVariables } from '../../grammar/environment.ts';
import type { ArgumentGrammar, CommandGrammar, FlagGrammar } from '../../grammar/grammar.ts';
import type { Style } from '../style.ts';
import { examples, paragraphs, prose, type Row, rows, section } from './sections.ts';

export function renderCommandHelp(command: CommandGrammar, style: Style): string {
  const own = command.flags.filter(({ global }) => !global);
  const global = command.flags.filter((flag) => flag.global);
  const environment = command.environment.map((name): Row => [name, environmentVariables[name]]);
  const exitCodes = Object.entries(command.exitCodes);
  const lines = [
    ...prose(command.summary, style).map(style.paint.strong),
    '',
    ...section('USAGE', [`  ${style.paint.hint(usageOf(command))}`], style),
    ...section('DESCRIPTION', paragraphs(command.description, style), style),
    ...section('ARGUMENTS', rows(command.arguments.map(argumentRow), style), style),
    ...section('FLAGS', rows(own.map(flagRow(own)), style), style),
    ...section('GLOBAL FLAGS', rows(global.map(flagRow(global)), style), style),
    ...section('ENVIRONMENT', rows(environment, style), style),
    ...section('EXIT CODES', rows(exitCodes, style), style),
    ...section('EXAMPLES', examples(command.examples, style), style),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Only what cannot be left out is spelt out. */
function usageOf({ name, arguments: list, flags }: CommandGrammar): string {
  const required = flags.filter((flag) => flag.required).map(({ name, value }) => `--${name} ${value}`);
  return ['flowlink', name, ...list.map(argumentTerm), ...required, '[flags]'].join(' ');
}

function argumentTerm({ name, required, multiple }: ArgumentGrammar): string {
  const term = multiple ? `${name}...` : name;
  return required ? term : `[${term}]`;
}

function argumentRow(argument: ArgumentGrammar): Row {
  return [argumentTerm(argument), meaningOf(argument)];
}

/** Flags with a letter stand in line with those without, if there are any with one. */
function flagRow(all: readonly FlagGrammar[]): (flag: FlagGrammar) => Row {
  const hasLetters = all.some(({ char }) => char !== undefined);
  return (flag) => {
    const letter = flag.char === undefined ? '    ' : `-${flag.char}, `;
    const name = `--${flag.negatable ? '[no-]' : ''}${flag.name}`;
    const value = flag.value === undefined ? '' : ` ${flag.value}${flag.greedy ? '...' : ''}`;
    return [`${hasLetters ? letter : ''}${name}${value}`, meaningOf(flag)];
  };
}

function meaningOf(thing: ArgumentGrammar | FlagGrammar): string {
  const { summary, options, required } = thing;
  const notes = [
    ...(options.length > 0 ? [`one of ${options.join(', ')}`] : []),
    ...(required && 'value' in thing ? ['required'] : []),
    ...(thing.default === undefined ? [] : [`default ${thing.default}`]),
  ];
  return notes.length === 0 ? summary : `${summary} (${notes.join('; ')})`;
}
