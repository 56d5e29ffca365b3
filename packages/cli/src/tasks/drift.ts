// Shows who is ahead, and writes the backend's values into the configuration if asked to.
import { drift, hasDrift } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderDrift } from '../render/drift.ts';
import { driftJson } from '../render/drift-json.ts';
import { printDiagnostics, printDocument, printFailure } from '../report.ts';

export interface DriftOptions {
  readonly directory: string;
  /** Only these connections; empty means all. */
  readonly names: readonly string[];
  readonly detailedExitCode: boolean;
  /** Whether to write the backend's values into the configuration. */
  readonly adopt: boolean;
}

/** @returns the exit code: 2 for drift if detailed exit codes are wanted */
export async function showDrift(console: Console, options: DriftOptions): Promise<number> {
  const report = await withPorts(options.directory, (ports) => drift(ports, options.names));
  const { value, sources } = report;
  if (!value) return printFailure(console, report);
  if (console.json) {
    printDocument(console, report, driftJson(value, sources));
  } else {
    printDiagnostics(console, report);
    console.print(renderDrift(value, sources, console.style));
  }
  return options.detailedExitCode && hasDrift(value) ? 2 : 0;
}
