// Writes connections that were made by hand into the configuration, and takes them over.
import {
  type ApplyProgress,
  type Import,
  type Planned,
  type Ports,
  planImport,
  type RunOutcome,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderImported, renderImportNext } from '../render/imported.ts';
import { type Noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';
import { carryOut, exitCodeOf } from './carry-out.ts';
import { ProgressView } from './progress-view.ts';
import { writeFiles } from './project-files.ts';

export interface ImportOptions {
  readonly directory: string;
  readonly names: readonly string[];
  /** Whether the next apply is to take them over. */
  readonly asBlock: boolean;
  readonly lockTimeoutSeconds: number;
}

/** @returns the exit code */
export function importConnections(console: Console, options: ImportOptions): Promise<number> {
  return withPorts(options.directory, async (ports) => {
    const { value: planned, ...things } = await planImport(ports, options.names, options.asBlock);
    if (!planned) return printFailure(console, things);
    // The YAML first: a managed connection that no file declares would be destroyed by the next apply.
    const unwritten = await writeFiles(options.directory, planned.files);
    if (unwritten)
      return printFailure(console, { ...things, diagnostics: [...things.diagnostics, unwritten] });
    return console.json
      ? takeOverForPrograms(console, ports, planned, things, options)
      : takeOverForPeople(console, ports, planned, things, options);
  });
}

async function takeOverForPeople(
  console: Console,
  ports: Ports,
  imported: Import,
  things: Noticed,
  options: ImportOptions,
): Promise<number> {
  printDiagnostics(console, things);
  console.print(renderImported(imported, console.style));
  let outcome: RunOutcome = 'nothing_to_do';
  const { planned } = imported;
  if (planned) {
    const view = new ProgressView(console, ports.clock, planned.plan, things.sources);
    try {
      outcome = await takeOver(
        ports,
        planned,
        options,
        (progress) => view.show(progress),
        (atOnce) => view.showStopping(atOnce),
      );
    } finally {
      view.close();
    }
  }
  if (exitCodeOf(outcome) === 0) console.print(renderImportNext(imported, options.directory, console.style));
  return exitCodeOf(outcome);
}

async function takeOverForPrograms(
  console: Console,
  ports: Ports,
  imported: Import,
  things: Noticed,
  options: ImportOptions,
): Promise<number> {
  const done: string[] = [];
  const failures = [...things.diagnostics];
  const outcome = imported.planned
    ? await takeOver(ports, imported.planned, options, (progress) => {
        if (progress.type === 'change_done') done.push(progress.change.name);
        if (progress.type === 'change_failed' || progress.type === 'diagnostic')
          failures.push(progress.diagnostic);
      })
    : 'nothing_to_do';
  printDocument(
    console,
    { ...things, diagnostics: failures },
    {
      files: imported.files.map(({ file, isNew }) => ({ file, action: isNew ? 'written' : 'extended' })),
      variables: imported.variables,
      imported: done.sort(),
      pending: imported.pending,
    },
  );
  return exitCodeOf(outcome);
}

function takeOver(
  ports: Ports,
  planned: Planned,
  { lockTimeoutSeconds }: ImportOptions,
  report: (progress: ApplyProgress) => void,
  onStop: (atOnce: boolean) => void = () => {},
): Promise<RunOutcome> {
  return carryOut(ports, planned, {
    concurrency: 10,
    failFast: false,
    mode: 'import',
    lockTimeoutSeconds,
    verified: [],
    report,
    onStop,
  });
}
