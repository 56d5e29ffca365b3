// Verifies connections against their stores and says what was proven.
import { diagnostic, recordResults, verify } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderRecorded } from '../render/recorded.ts';
import { verificationJson } from '../render/verification-json.ts';
import { noticed, printDocument, printFailure } from '../report.ts';
import { showResults, watchVerification } from './verification-view.ts';

export interface VerifyOptions {
  readonly directory: string;
  readonly names: readonly string[];
  readonly all: boolean;
  /** Whether to note the results on the backend. */
  readonly record: boolean;
}

/** @returns the exit code */
export async function verifyProject(console: Console, options: VerifyOptions): Promise<number> {
  if (options.all && options.names.length > 0) {
    const detail = '--all means every connection, so no name goes with it.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Leave out one of the two.' })));
  }
  const { report, noted } = await withPorts(options.directory, async (ports) => {
    const report = await watchVerification(console, ports.clock, (watch) =>
      verify(ports, options.names, watch),
    );
    if (!options.record || !report.value) return { report };
    return { report, noted: await recordResults(ports, report.value) };
  });
  const { value: results } = report;
  if (!results) return printFailure(console, report);
  console.problems.check(results);
  // What was noticed when the project was opened was said before.
  const failures = noted?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  const all = { ...report, diagnostics: [...report.diagnostics, ...failures] };
  if (console.json) {
    const recorded = noted?.value ? { recorded: noted.value.recorded, left: noted.value.left } : {};
    printDocument(console, all, { connections: results.map(verificationJson), ...recorded });
  } else {
    showResults(console, results, results, all);
    if (noted?.value) console.print(renderRecorded(noted.value, console.style));
  }
  return failures.length === 0 && results.every(({ status }) => status === 'verified') ? 0 : 1;
}
