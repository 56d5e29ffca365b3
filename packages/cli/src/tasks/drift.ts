// Shows and reports who is ahead, and writes the backend's values into the configuration if asked to.
import {
  type Adoption,
  type Diagnostic,
  type Drift,
  diagnosticJson,
  drift,
  hasDrift,
  hasErrors,
  nameWorkspace,
  type Ports,
  planAdoption,
  type Report,
  type Sources,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { stepFiles } from '../edge/step-files.ts';
import { renderAdopted } from '../render/adopted.ts';
import { renderDrift } from '../render/drift.ts';
import { adoptedJson, driftJson } from '../render/drift-json.ts';
import type { Limit } from '../render/markdown/fit.ts';
import { driftOutputs } from '../render/step-outputs.ts';
import { printDiagnostics, printDocument, printFailure } from '../report.ts';
import { writeFiles } from './project-files.ts';
import { writeReport } from './report-file.ts';
import { tellStep } from './step.ts';

export interface DriftOptions {
  readonly directory: string;
  /** Only these connections; empty means all. */
  readonly names: readonly string[];
  readonly detailedExitCode: boolean;
  /** Whether to write the backend's values into the configuration. */
  readonly adopt: boolean;
  /** The file for the Markdown. */
  readonly markdown: string | undefined;
  /** How many characters it may have. */
  readonly markdownLimit: number;
}

/** @returns the exit code: 2 for drift if detailed exit codes are wanted */
export async function showDrift(console: Console, options: DriftOptions): Promise<number> {
  const { report, adoption } = await withPorts(options.directory, async (ports) => {
    const compared = await drift(ports, options.names);
    const told = await tell(ports, compared, options);
    const report = { ...compared, diagnostics: [...compared.diagnostics, ...told] };
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
  if ((adoption && !adoption.value) || hasErrors(report.diagnostics)) return 1;
  return options.detailedExitCode && hasDrift(value) ? 2 : 0;
}

/** Writes the Markdown, and tells the step of a workflow. @returns what could not be written */
async function tell(
  ports: Ports,
  { value, diagnostics, sources }: Report<Drift>,
  { markdown, markdownLimit }: DriftOptions,
): Promise<Diagnostic[]> {
  const step = stepFiles();
  if (markdown === undefined && !step.summary && !step.outputs) return [];
  const { renderDriftMarkdown } = await import('../render/markdown/drift.ts');
  const located = diagnostics.map((problem) => diagnosticJson(problem, sources));
  const outcome = value
    ? { drift: value, diagnostics: located, sources }
    : { workspace: await nameWorkspace(ports), diagnostics: located };
  const render = (limit: Limit) => renderDriftMarkdown(outcome, limit);
  const text = () => render({ size: markdownLimit, unit: 'characters' });
  const unwritten = markdown === undefined ? [] : await writeReport('--markdown', markdown, text());
  const tidings = { summary: render, outputs: driftOutputs(outcome) };
  return [...unwritten, ...(await tellStep(step, tidings, ports.randomHex(16)))];
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
