// .env.example: the variables to fill in, each with where its value comes from.
import type { NewFile } from './new-file.ts';
import type { ProjectDraft } from './project-draft.ts';
import { projectVariables } from './project-variables.ts';

export function envExample(draft: ProjectDraft): NewFile {
  const [token, ...credentials] = projectVariables(draft).map(
    ({ name, origin }) => `# ${origin}.\n${name}=\n`,
  );
  const paragraphs = [
    '# Copy this file to .env, which git ignores, and fill that one in. CI has the same variables in its settings.\n',
    token,
    ...(draft.connection ? [heading(draft.connection.connection.name) + credentials.join('')] : []),
  ];
  return { file: '.env.example', text: paragraphs.join('\n') };
}

const heading = (connection: string): string =>
  `# ${connection}: \`flowlink scopes ${connection}\` says which scopes to choose for its API account; they can never change.\n`;
