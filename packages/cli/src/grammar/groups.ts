// The commands by what they are for, in the order in which a project needs them.

interface CommandGroup {
  readonly title: string;
  readonly commands: readonly string[];
}

/** Every command that is not hidden stands in one group; a test holds this against the commands. */
export const commandGroups: readonly CommandGroup[] = [
  { title: 'Describe connections', commands: ['init', 'add', 'import', 'export'] },
  { title: 'Check them', commands: ['validate', 'fmt', 'scopes', 'verify'] },
  { title: 'Change the backend', commands: ['plan', 'show', 'apply', 'destroy'] },
  { title: 'Keep watch', commands: ['drift', 'list', 'history', 'unlock'] },
  { title: 'Set up tools', commands: ['login', 'schema', 'completion'] },
];
