// The variables that a new project needs, and where a person finds the value of each.
import { fieldMarks } from '@flowlink/schema';
import { platforms } from '../platforms/registry.ts';
import type { ProjectDraft } from './project-draft.ts';

export interface ProjectVariable {
  readonly name: string;
  readonly isSecret: boolean;
  /** Where its value comes from, as part of a sentence. */
  readonly origin: string;
}

/** The token for the backend first, then those of the connection. */
export function projectVariables({
  workspace,
  connection,
}: Pick<ProjectDraft, 'workspace' | 'connection'>): ProjectVariable[] {
  const token = {
    name: 'FLOWLINK_TOKEN',
    isSecret: true,
    origin: `A token for workspace ${workspace}; whoever runs the backend makes it with \`flowlink-backend token create\``,
  };
  return [token, ...(connection ? connectionVariables(connection) : [])];
}

function connectionVariables({
  platform,
  variables,
}: NonNullable<ProjectDraft['connection']>): ProjectVariable[] {
  const { origins } = platforms[platform];
  const { secret } = fieldMarks[platform];
  const fields = { client_id: variables.clientId, access_token: variables.accessToken };
  return (['client_id', 'access_token'] as const).map((field) => ({
    name: fields[field],
    isSecret: secret.includes(field),
    origin: origins[field],
  }));
}
