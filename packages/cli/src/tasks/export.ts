// Writes a whole workspace as a project into a folder that holds none.
import { type Diagnostic, diagnostic, type ExportedProject, exportWorkspace } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { nodeProjectFiles } from '../edge/node-project-files.ts';
import { withPorts } from '../edge/ports.ts';
import { renderExported } from '../render/exported.ts';
import { noticed, present, printFailure } from '../report.ts';
import { writeFiles } from './project-files.ts';

export interface ExportOptions {
  readonly directory: string;
  /** The folder to write into. */
  readonly out: string;
  readonly managedOnly: boolean;
}

/** @returns the exit code */
export async function exportProject(
  console: Console,
  { directory, out, managedOnly }: ExportOptions,
): Promise<number> {
  const report = await withPorts(directory, (ports) => exportWorkspace(ports, managedOnly));
  const { value: project } = report;
  if (!project) return printFailure(console, report);
  const problem = (await whyNotThere(out, project)) ?? (await writeFiles(out, project.files));
  if (problem) return printFailure(console, noticed(problem));
  return present(console, report, {
    json: ({ files, ...rest }) => ({ files: files.map(({ file }) => file), ...rest }),
    text: (value) => renderExported(value, out, console.style),
  });
}

/** Nothing is overwritten, and every file that is in the way is named. */
async function whyNotThere(out: string, { files }: ExportedProject): Promise<Diagnostic | undefined> {
  const folder = nodeProjectFiles(out);
  const present: string[] = [];
  for (const { file } of files) {
    const content = await folder.read(file);
    if (!('failure' in content) || content.failure !== 'missing') present.push(file);
  }
  if (present.length === 0) return undefined;
  return diagnostic('project-exists', {
    detail: `${out} holds ${present.slice(0, 5).join(', ')}${present.length > 5 ? ` and ${present.length - 5} more` : ''} already. Nothing was written.`,
    fix: 'Name an empty folder with --out.',
  });
}
