// The entry point: runs the command line, and prints whatever goes wrong like any other diagnostic.
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core/config';
import { run } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { tolerateClosedPipes } from './console.ts';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const argv = readArguments(process.argv.slice(2));
/** What needs no command. */
const WITHOUT_COMMAND = [undefined, '--help', '-h', '--version', '-V'];

tolerateClosedPipes();
process.on('uncaughtException', (error) => {
  void explain(error).finally(() => process.exit(1));
});
// Only the compiled commands are ever run, whatever NODE_ENV says.
settings.enableAutoTranspile = false;
process.exitCode = await main().catch(explain);

async function main(): Promise<number> {
  const config = await loadConfig();
  if (!WITHOUT_COMMAND.includes(argv[0]) && !config.commandIDs.includes(argv[0] ?? '')) {
    const { grammarOf } = await import('../grammar/grammar.ts');
    const { describeUnknownCommand } = await import('../usage/unknown-command.ts');
    const { printEarlyFailure } = await import('../early-failure.ts');
    return printEarlyFailure(argv, describeUnknownCommand(argv, grammarOf(config.commands)));
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
  return printEarlyFailure(argv, describeUsageError(error, argv[0], commands) ?? describeUnexpected(error));
}

function loadConfig(): Promise<Config> {
  return Config.load({ root: packageRoot });
}

/** `help plan` and `version` are what many try first. */
function readArguments([first, ...rest]: readonly string[]): string[] {
  if (first === 'help') return [...rest, '--help'];
  if (first === 'version' && rest.length === 0) return ['--version'];
  return first === undefined ? [] : [first, ...rest];
}
