// The entry point: runs the command line, and prints whatever goes wrong like any other diagnostic.
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core/config';
import { run } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { tolerateClosedPipes } from './console.ts';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
// `help plan` is what many try first.
const [first, ...rest] = process.argv.slice(2);
const argv = first === 'help' ? [...rest, '--help'] : process.argv.slice(2);

let command: string | null = null;

tolerateClosedPipes();
process.on('uncaughtException', (error) => {
  void explain(error).finally(() => process.exit(1));
});
// Only the compiled commands are ever run, whatever NODE_ENV says.
settings.enableAutoTranspile = false;
process.exitCode = await main().catch(explain);

async function main(): Promise<number> {
  const config = await Config.load({ root: packageRoot });
  command = config.commandIDs.find((id) => id === argv[0]) ?? null;
  if (command === null) {
    const { findUsageProblem } = await import('../usage.ts');
    const problem = findUsageProblem(argv, config.commandIDs);
    if (problem) return (await import('../early-failure.ts')).printEarlyFailure(argv, command, problem);
  }
  const exitCode = await run(argv, config);
  return typeof exitCode === 'number' ? exitCode : 0;
}

/** @returns the exit code */
async function explain(error: unknown): Promise<number> {
  const { describeUsageError } = await import('../usage.ts');
  const { describeUnexpected } = await import('./unexpected.ts');
  const { printEarlyFailure } = await import('../early-failure.ts');
  return printEarlyFailure(argv, command, describeUsageError(error) ?? describeUnexpected(error));
}
