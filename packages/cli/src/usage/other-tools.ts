// Commands and flags that people know from other tools, each with what does the same here.

/** By the command that was typed. Names that are near to a command of ours need no entry. */
export const commandsElsewhere: Readonly<Record<string, string>> = {
  ...sameAs('`flowlink apply` makes the backend match the configuration.', [
    'up',
    'deploy',
    'push',
    'sync',
    'run',
  ]),
  ...sameAs('`flowlink plan` shows what apply would change.', ['diff', 'preview', 'dry-run', 'status']),
  ...sameAs(
    '`flowlink destroy` destroys the managed connections of the workspace; to remove single ones, delete them from the configuration and apply it.',
    ['down', 'rm', 'remove', 'delete', 'del'],
  ),
  ...sameAs('`flowlink validate` checks the configuration.', ['lint', 'check', 'test']),
  ...sameAs('`flowlink fmt` lays out the configuration files.', ['format', 'fix']),
  ...sameAs(
    '`flowlink list` shows what is on the backend. There is no state file: the backend is the state.',
    ['state', 'ls', 'get', 'output'],
  ),
  ...sameAs('There is nothing to log in to: set FLOWLINK_TOKEN in the environment or in .env.', [
    'logout',
    'auth',
    'configure',
    'config',
  ]),
  ...sameAs('`flowlink init` starts a project, `flowlink add` adds a connection to it.', [
    'new',
    'create',
    'generate',
    'setup',
  ]),
  ...sameAs('`flowlink import` takes over a connection, `flowlink export` a whole workspace.', [
    'pull',
    'clone',
    'dump',
  ]),
  ...sameAs('`flowlink drift` shows what was changed on the backend past flowlink.', ['refresh', 'detect']),
  ...sameAs('`flowlink history` shows what was applied, when and by whom.', ['log', 'logs', 'runs', 'audit']),
  ...sameAs('`flowlink unlock` takes away the lock of a run that is not coming back.', [
    'force-unlock',
    'cancel',
  ]),
  ...sameAs('`flowlink verify` checks connections against their stores.', ['doctor', 'ping']),
  ...sameAs('FLOWLINK_WORKSPACE or `workspace` in flowlink.yaml names the workspace.', [
    'workspace',
    'env',
    'stack',
    'select',
  ]),
};

/** By the flag that was typed, for every command that has the flag it is to be replaced by. */
export const flagsElsewhere: Readonly<Record<string, { readonly flag: string; readonly fix: string }>> = {
  '--yes': { flag: 'auto-approve', fix: '--auto-approve does without the question.' },
  '-y': { flag: 'auto-approve', fix: '--auto-approve does without the question.' },
  '--force': { flag: 'auto-approve', fix: '--auto-approve does without the question.' },
  '--parallelism': { flag: 'concurrency', fix: '--concurrency says how many requests run at once.' },
  '--only': { flag: 'target', fix: '--target limits it to a connection.' },
  '--filter': { flag: 'target', fix: '--target limits it to a connection.' },
  '--dry-run': {
    flag: 'auto-approve',
    fix: '`flowlink plan` shows what apply would change, and writes nothing there.',
  },
  '--chdir': { flag: 'directory', fix: '--directory names the project, -C for short.' },
  '--cwd': { flag: 'directory', fix: '--directory names the project, -C for short.' },
  '--output': { flag: 'json', fix: '--json prints JSON.' },
  '--format': { flag: 'json', fix: '--json prints JSON.' },
  '--verbose': { flag: 'json', fix: 'There is nothing more to print; --json has every detail.' },
  '-v': {
    flag: 'json',
    fix: 'There is nothing more to print; --json has every detail. `flowlink --version` says the version.',
  },
};

function sameAs(fix: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fix]));
}
