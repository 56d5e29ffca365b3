// The entry point: runs the command line, and prints whatever goes wrong like any other diagnostic.
import type { CommandGrammar } from '../grammar/grammar.ts';
import { tolerateClosedPipes } from './closed-pipes.ts';
import { readGrammar } from './grammar-file.ts';
import { writeReports } from './problem-reports.ts';
import { toolVersion } from './tool-version.ts';

/** What each file of `commands` exports. */
type CommandClass = new (argv: readonly string[], name: string) => { run(): Promise<number> };

const argv = readArguments(process.argv.slice(2));
const VERSION_FLAGS = ['--version', '-V'];

let command: CommandGrammar | null = null;

tolerateClosedPipes();
process.on('uncaughtException', (error) => {
  void explain(error)
    .then((code) => writeReports(code))
    .finally(() => process.exit(1));
});
if (VERSION_FLAGS.includes(argv[0] ?? '')) {
  process.stdout.write(
    `@flowlink/cli/${toolVersion} ${process.platform}-${process.arch} node-${process.version}\n`,
  );
} else {
  // However the command ended, its reports are written.
  process.exitCode = await writeReports(await main().catch(explain));
}

async function main(): Promise<number> {
  const [name = ''] = argv;
  const commands = readGrammar();
  command = commands.find((known) => known.name === name) ?? null;
  if (wantsHelp(argv) && (command !== null || name === '' || name.startsWith('-'))) {
    (await import('../help.ts')).showHelp(commands, argv);
    return 0;
  }
  if (command === null) {
    const { describeUnknownCommand } = await import('../usage/unknown-command.ts');
    const { printEarlyFailure } = await import('../early-failure.ts');
    return printEarlyFailure(argv, command, describeUnknownCommand(argv, commands));
  }
  // Each is a file of the build.
  const file = new URL(`../commands/${name}.js`, import.meta.url).href;
  const { default: Command } = (await import(file)) as { default: CommandClass };
  return new Command(argv.slice(1), name).run();
}

/** @returns the exit code */
async function explain(error: unknown): Promise<number> {
  const { describeUsageError } = await import('../usage/usage.ts');
  const { describeUnexpected } = await import('./unexpected.ts');
  const { printEarlyFailure } = await import('../early-failure.ts');
  const problem = describeUsageError(error, argv[0], knownCommands()) ?? describeUnexpected(error);
  return printEarlyFailure(argv, command, problem);
}

/** None if the build is incomplete: that is told, too, in the usual way. */
function knownCommands(): CommandGrammar[] {
  try {
    return readGrammar();
  } catch {
    return [];
  }
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
