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
  const config = await Config.load({ root: packageRoot });
  if (!config.commandIDs.includes(argv[0] ?? '')) {
    const { findUsageProblem } = await import('../usage.ts');
    const problem = findUsageProblem(argv, config.commandIDs);
    if (problem) return (await import('../early-failure.ts')).printEarlyFailure(argv, problem);
  }
  const exitCode = await run(argv, config);
  return typeof exitCode === 'number' ? exitCode : 0;
}

/** @returns the exit code */
async function explain(error: unknown): Promise<number> {
  const { describeUsageError } = await import('../usage.ts');
  const { describeUnexpected } = await import('./unexpected.ts');
  const { printEarlyFailure } = await import('../early-failure.ts');
  return printEarlyFailure(argv, describeUsageError(error) ?? describeUnexpected(error));
}

/** However the command ended, its reports are written. @returns the exit code */
async function finish(exitCode: number): Promise<number> {
  const { writeReports } = await import('./problem-reports.ts');
  return writeReports(exitCode);
}
