// Formats the project's files, or says which of them are not formatted.
import {
  type Diagnostic,
  diagnostic,
  type FormattedFile,
  formatProject,
  notFormatted,
  type ShownFile,
  showFormatted,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { writeProjectFiles } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { renderDiffs, renderFormatted } from '../render/formatted.ts';
import { present } from '../report.ts';

export interface FmtOptions {
  readonly directory: string;
  /** Files of the project; none means all. */
  readonly names: readonly string[];
  /** Whether a file that differs is an error. Nothing is written. */
  readonly check: boolean;
  /** Whether to show what differs. Nothing is written. */
  readonly diff: boolean;
}

/** @returns the exit code */
export function formatFiles(console: Console, options: FmtOptions): Promise<number> {
  const { directory, names, check, diff } = options;
  return withPorts(directory, async (ports) => {
    const report = await formatProject(ports, names);
    const changed = (report.value ?? []).filter(differs);
    const isWriting = !check && !diff;
    const failure = isWriting ? await write(directory, changed) : undefined;
    const diffs = diff ? await diffsOf(await showFormatted(ports, changed)) : new Map<string, string[]>();
    const diagnostics = [
      ...report.diagnostics,
      ...(failure ? [failure] : []),
      ...(check ? changed.map(notFormatted) : []),
    ];
    const status = present(
      console,
      { ...report, diagnostics },
      {
        json: (files) => ({ files: files.map((file) => fileJson(file, failure === undefined, diffs)) }),
        text: (files) => {
          if (diffs.size > 0) return renderDiffs([...diffs.values()], console.style);
          if (changed.length > 0 && (failure || !isWriting)) return '';
          const left = report.diagnostics.length;
          const extent = { formatted: files.length - left, isAll: left === 0 };
          const written = changed.map(({ before }) => before.path);
          return renderFormatted(written, extent, console.style);
        },
      },
    );
    return failure || (check && changed.length > 0) ? 1 : status;
  });
}

const differs = ({ before, text }: FormattedFile): boolean => before.text !== text;

/** All files or none. */
async function write(directory: string, changed: readonly FormattedFile[]): Promise<Diagnostic | undefined> {
  const texts = changed.map(({ before, text }) => ({ file: before.path, text }));
  const failure = await writeProjectFiles(directory, texts);
  if (!failure) return undefined;
  return diagnostic('unwritable-file', {
    detail: `${failure.file} cannot be written: ${failure.reason}. No file was changed.`,
  });
}

/** The lines of the diff of each file. */
async function diffsOf(shown: readonly ShownFile[]): Promise<Map<string, string[]>> {
  const { unifiedDiff } = await import('../render/unified-diff.ts');
  return new Map(shown.map(({ file, before, after }) => [file, unifiedDiff(file, before, after)]));
}

function fileJson(file: FormattedFile, isDone: boolean, diffs: ReadonlyMap<string, string[]>): object {
  const { path } = file.before;
  const diff = diffs.get(path);
  return { file: path, changed: isDone && differs(file), ...(diff ? { diff: `${diff.join('\n')}\n` } : {}) };
}
