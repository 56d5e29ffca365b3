// Writes what a command noticed where machines look for it, at the end of the command, however it ended.
import type { ProblemReport } from '../render/reports/problem-report.ts';
import { isGitHubActions, processConsole, processProblems } from './console.ts';
import { beforeSignalsEndIt } from './signals.ts';

export interface ReportRequest {
  /** The command as it is typed. */
  readonly command: string;
  /** The project's root. */
  readonly directory: string;
  /** Where to write SARIF. */
  readonly sarif: string | undefined;
  /** Where to write a JUnit report. */
  readonly junit: string | undefined;
}

let request: ReportRequest | undefined;

/** Says what the end of the process is to write; the first to say so is right. */
export function requestReports(wanted: ReportRequest): void {
  if (request) return;
  request = wanted;
  if (wanted.sarif !== undefined || wanted.junit !== undefined)
    beforeSignalsEndIt((signal) => writeReports(1, signal));
}

/** @param signal what ended the command before its time @returns the exit code: 1 if a report could not be written */
export async function writeReports(exitCode: number, signal?: string): Promise<number> {
  const { sarif, junit } = request ?? {};
  const annotates = isGitHubActions() && processProblems.found.length > 0;
  if (sarif === undefined && junit === undefined && !annotates) return exitCode;
  // What it takes is loaded only now: most commands end without a report.
  const report = await reportOf(signal);
  let failed = false;
  if (sarif !== undefined) {
    const { renderSarif } = await import('../render/reports/sarif.ts');
    failed = !(await write(sarif, renderSarif(report)));
  }
  if (junit !== undefined) {
    const { renderJunit } = await import('../render/reports/junit.ts');
    failed = !(await write(junit, renderJunit(report))) || failed;
  }
  if (annotates) {
    const { renderAnnotations } = await import('../render/reports/annotations.ts');
    process.stderr.write(renderAnnotations(report));
  }
  return failed ? 1 : exitCode;
}

async function reportOf(signal: string | undefined): Promise<ProblemReport> {
  const { pathInRepository } = await import('./git.ts');
  const { toolVersion } = await import('./tool-version.ts');
  const { command = '', directory = '.' } = request ?? {};
  const { found, files, connections } = processProblems;
  return {
    command,
    toolVersion,
    folder: (await pathInRepository(directory)) ?? '',
    found,
    files,
    connections,
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Says so on standard error if it fails, for standard output may hold a document already. @returns whether it worked */
async function write(path: string, text: string): Promise<boolean> {
  const { PUBLIC_FILE_MODE, writeWhole } = await import('./output-file.ts');
  const failure = await writeWhole(path, text, PUBLIC_FILE_MODE);
  if (failure === undefined) return true;
  const { diagnostic } = await import('@flowlink/core');
  const { noticed, printDiagnostics } = await import('../report.ts');
  const detail = `The report of problems cannot be written to ${path}: ${failure}.`;
  const problem = diagnostic('unwritable-file', { detail, fix: 'Give it another path.' });
  printDiagnostics(processConsole({ command: null, json: false, noColor: false }), noticed(problem));
  return false;
}
