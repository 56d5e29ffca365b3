// The forms in which a command can be asked for its output. Reports to files count for the commands that have their flag.
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Environment } from '../programs.ts';

export interface Format {
  readonly name: string;
  /** What is added to the command line; undefined if the command does not have this format. */
  readonly flags: (command: string) => string | undefined;
  readonly environment?: Environment;
  /** Whether only failures are tried in it: what a command prints when all is well differs from text in little. */
  readonly ofFailures?: true;
  /** Whether standard output is for programs. */
  readonly json?: true;
}

const commandsFolder = fileURLToPath(new URL('../../../packages/cli/dist/commands/', import.meta.url));

/** The flags of each command that people type, as the built program has them. */
export async function readFlags(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const files = readdirSync(commandsFolder).filter((file) => file.endsWith('.js'));
  const read = files.map(async (file) => {
    const module = (await import(pathToFileURL(commandsFolder + file).href)) as {
      default: { flags?: object; baseFlags?: object; hidden?: boolean };
    };
    const { flags, baseFlags, hidden } = module.default;
    const name = file.replace('.js', '');
    return hidden ? [] : [[name, new Set(Object.keys({ ...baseFlags, ...flags }))] as const];
  });
  return new Map((await Promise.all(read)).flat());
}

/** Reports that are written to files, by flag. */
const REPORTS = { sarif: 'report.sarif', junit: 'report.xml', markdown: 'report.md', html: 'report.html' };

export function formatsFor(known: ReadonlyMap<string, ReadonlySet<string>>): readonly Format[] {
  const reports = (command: string): string | undefined => {
    // Where values come from is no plan, and so nothing to report.
    if (/^show .*--resolved/.test(command)) return undefined;
    const own = known.get(command.split(' ')[0] ?? '');
    const flags = Object.entries(REPORTS).filter(([flag]) => own?.has(flag));
    return flags.length === 0 ? undefined : flags.map(([flag, file]) => ` --${flag} ${file}`).join('');
  };
  const jsonReports = (command: string): string | undefined => {
    const flags = reports(command);
    return flags === undefined ? undefined : `${flags} --json`;
  };
  const none = () => '';
  return [
    { name: 'text', flags: none },
    { name: 'text in colour', flags: none, ofFailures: true, environment: { FORCE_COLOR: '1' } },
    { name: 'JSON', flags: () => ' --json', json: true },
    {
      name: 'text in GitHub Actions',
      flags: none,
      ofFailures: true,
      environment: { GITHUB_ACTIONS: 'true', CI: 'true' },
    },
    { name: 'text and reports', flags: reports },
    { name: 'JSON and reports', flags: jsonReports, json: true },
  ];
}
