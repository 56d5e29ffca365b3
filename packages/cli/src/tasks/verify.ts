// Verifies connections against their stores and says what was proven.
import { diagnostic, verify } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { verificationJson } from '../render/verification-json.ts';
import { noticed, printDocument, printFailure } from '../report.ts';
import { showResults, watchVerification } from './verification-view.ts';

export interface VerifyOptions {
  readonly directory: string;
  readonly names: readonly string[];
  readonly all: boolean;
}

/** @returns the exit code */
export async function verifyProject(console: Console, options: VerifyOptions): Promise<number> {
  if (options.all && options.names.length > 0) {
    const detail = '--all means every connection, so no name goes with it.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Leave out one of the two.' })));
  }
  const report = await withPorts(options.directory, (ports) =>
    watchVerification(console, ports.clock, (watch) => verify(ports, options.names, watch)),
  );
  const { value: results } = report;
  if (!results) return printFailure(console, report);
  if (console.json) {
    printDocument(console, report, { connections: results.map(verificationJson) });
  } else {
    showResults(console, results, results, report);
  }
  return results.every(({ status }) => status === 'verified') ? 0 : 1;
}
