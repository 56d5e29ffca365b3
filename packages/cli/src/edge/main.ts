// The entry point: runs the command line, and prints whatever goes wrong like any other diagnostic.
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core/config';
import { run } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { tolerateClosedPipes } from './console.ts';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const argv = readArguments(process.argv.slice(2));
const VERSION_FLAGS = ['--version', '-V'];

let command: string | null = null;

tolerateClosedPipes();
process.on('uncaughtException', (error) => {
  void explain(error)
    .then(finish)
    .finally(() => process.exit(1));
});
// Only the compiled commands are ever run, whatever NODE_ENV says.
settings.enableAutoTranspile = false;
process.exitCode = await main().catch(explain).then(finish);

async function main(): Promise<number> {
  const config = await loadConfig();
  const [name = ''] = argv;
  command = config.commandIDs.find((id) => id === name) ?? null;
  if (wantsHelp(argv) && (command !== null || name === '' || name.startsWith('-'))) {
    (await import('../help.ts')).showHelp(config, argv);
    return 0;
  }
  if (command === null && !VERSION_FLAGS.includes(name)) {
    const { grammarOf } = await import('../grammar/grammar.ts');
    const { describeUnknownCommand } = await import('../usage/unknown-command.ts');
    const { printEarlyFailure } = await import('../early-failure.ts');
    return printEarlyFailure(argv, command, describeUnknownCommand(argv, grammarOf(config.commands)));
  }
  const exitCode = await run(argv, config);
  return typeof exitCode === 'number' ? exitCode : 0;
}

/** @returns the exit code */
async function explain(error: unknown): Promise<number> {
  const { grammarOf } = await import('../grammar/grammar.ts');
  const { describeUsageError } = await import('../usage/usage.ts');
  const { describeUnexpected } = await import('./unexpected.ts');
  const { printEarlyFailure } = await import('../early-failure.ts');
  const commands = await loadConfig().then(
    ({ commands }) => grammarOf(commands),
    () => [],
  );
  const problem = describeUsageError(error, argv[0], commands) ?? describeUnexpected(error);
  return printEarlyFailure(argv, command, problem);
}

function loadConfig(): Promise<Config> {
  return Config.load({ root: packageRoot });
}

/** `help plan` and `version` are what many try first. */
function readArguments([first, ...rest]: readonly string[]): string[] {
  if (first === 'help') return [...rest.filter((word) => word !== 'help'), '--help'];
  if (first === 'version' && rest.length === 0) return ['--version'];
  return first === undefined ? [] : [first, ...rest];
}

function wantsHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  return argv.length === 0 || flags.includes('--help') || flags.includes('-h');
}

/** However the command ended, its reports are written. @returns the exit code */
async function finish(exitCode: number): Promise<number> {
  const { writeReports } = await import('./problem-reports.ts');
  return writeReports(exitCode);
}
