// What was written for a new project, and what is left to do: fill in the variables, check, apply, set up CI.
import type { ContinuousIntegration, PlannedFile, ProjectSetup, ProjectVariable } from '@flowlink/core';
import { commands, done, item, prose } from './message.ts';
import { githubCommand, gitlabCommand, TYPED } from './set-variable.ts';
import { shellWord } from './shell-word.ts';
import type { Style } from './style.ts';

export interface Started extends Pick<ProjectSetup, 'connection' | 'variables'> {
  readonly files: readonly PlannedFile[];
  readonly ci: ContinuousIntegration;
  /** The project's folder as it was given; commands to copy have to name it. */
  readonly directory?: string;
  /** Whether there is a .env, which a copy of .env.example would overwrite. */
  readonly hasEnv: boolean;
}

export function renderStarted(
  { files, connection, variables, ci, directory = '.', hasEnv }: Started,
  style: Style,
): string {
  return [
    ...files.flatMap((file) => fate(file, style)),
    ...(connection ? ['', ...scopesNote(connection, style)] : []),
    '',
    'Next:',
    ...commands(nextCommands(connection?.name, directory, hasEnv), style),
    ...ciNote(ci, variables, style),
    '',
  ].join('\n');
}

function fate({ file, action }: PlannedFile, style: Style): string[] {
  switch (action) {
    case 'written':
      return done(file, style);
    case 'extended':
      return done(`${file} has new lines at its end.`, style);
    case 'kept':
      return item(
        style.paint.quiet(style.signs.dot),
        style.signs.dot.length,
        `${file} is kept as it was.`,
        style,
      );
  }
}

function scopesNote({ name, scopes }: NonNullable<ProjectSetup['connection']>, style: Style): string[] {
  const text = `The scopes follow from the actions: ${scopes.join(', ')}. Choose exactly these when making the API account, since they can never be changed; \`flowlink scopes ${name}\` shows them as the control panel does.`;
  return prose(text, style);
}

function nextCommands(connection: string | undefined, directory: string, hasEnv: boolean): string[] {
  const isHere = directory === '.';
  const path = (file: string) => (isHere ? file : shellWord(`${directory.replace(/\/+$/, '')}/${file}`));
  const elsewhere = isHere ? '' : ` -C ${shellWord(directory)}`;
  return [
    hasEnv
      ? `# add to ${path('.env')} what ${path('.env.example')} names`
      : `install -m 600 ${path('.env.example')} ${path('.env')}   # and fill it in`,
    ...(connection === undefined
      ? [`flowlink add FILE${elsewhere}   # the downloaded credentials of a store`]
      : []),
    `flowlink validate${elsewhere}`,
    `flowlink verify${connection === undefined ? '' : ` ${shellWord(connection)}`}${elsewhere}`,
    `flowlink plan${elsewhere}`,
  ];
}

function ciNote(ci: ContinuousIntegration, variables: readonly ProjectVariable[], style: Style): string[] {
  if (ci === 'none') return [];
  const lines = variables.map(({ name, isSecret }) =>
    ci === 'github' ? githubCommand(name, isSecret) : `${TYPED}${gitlabCommand('set', name, isSecret)}`,
  );
  return ['', 'For CI; each waits for its value:', ...commands(lines, style)];
}
