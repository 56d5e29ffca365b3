// Shows who is ahead, and writes the backend's values into the configuration if asked to.
import {
  type Adoption,
  type Drift,
  drift,
  hasDrift,
  type Ports,
  planAdoption,
  type Report,
  type Sources,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderAdopted } from '../render/adopted.ts';
import { renderDrift } from '../render/drift.ts';
import { adoptedJson, driftJson } from '../render/drift-json.ts';
import { printDiagnostics, printDocument, printFailure } from '../report.ts';
import { writeFiles } from './project-files.ts';

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
  const { report, adoption } = await withPorts(options.directory, async (ports) => {
    const report = await drift(ports, options.names);
    if (!report.value || !options.adopt) return { report };
    return { report, adoption: await adopt(ports, report.value, report.sources, options.directory) };
  });
  const { value, sources } = report;
  if (!value) return printFailure(console, report);
  if (console.json) {
    const diagnostics = [...report.diagnostics, ...(adoption?.diagnostics ?? [])];
    const adopted = adoption?.value
      ? { adopted: adoption.value.adopted.map((one) => adoptedJson(one, sources)) }
      : {};
    printDocument(console, { diagnostics, sources }, { ...driftJson(value, sources), ...adopted });
  } else {
    printDiagnostics(console, report);
    console.print(renderDrift(value, sources, console.style));
    if (adoption?.value) console.print(renderAdopted(adoption.value, sources, console.style));
    if (adoption && adoption.diagnostics.length > 0) {
      console.printError('\n');
      printDiagnostics(console, adoption);
    }
  }
  if (adoption && !adoption.value) return 1;
  return options.detailedExitCode && hasDrift(value) ? 2 : 0;
}

/** The report without its value if the files could not be written. */
async function adopt(
  ports: Ports,
  found: Drift,
  sources: Sources,
  directory: string,
): Promise<Report<Adoption>> {
  const planned = await planAdoption(ports, found, sources);
  if (!planned.value || planned.value.files.length === 0) return planned;
  const unwritten = await writeFiles(directory, planned.value.files);
  return unwritten ? { diagnostics: [...planned.diagnostics, unwritten], sources } : planned;
}
