// Formats the project's files, or says which of them are not formatted.
import {
  type Diagnostic,
  diagnostic,
  type FormattedFile,
  formatProject,
  notFormatted,
  shownText,
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
export async function formatFiles(console: Console, options: FmtOptions): Promise<number> {
  const { directory, names, check, diff } = options;
  const report = await withPorts(directory, (ports) => formatProject(ports, names));
  const changed = (report.value ?? []).filter(differs);
  const isWriting = !check && !diff;
  const failure = isWriting ? await write(directory, changed) : undefined;
  const diffs = diff ? await diffsOf(changed) : new Map<FormattedFile, string[]>();
  const diagnostics = [
    ...report.diagnostics,
    ...(failure ? [failure] : []),
    ...(check ? changed.map(notFormatted) : []),
  ];
  const status = present(
    console,
    { ...report, diagnostics },
    {
      json: (files) => ({
        files: files.map((file) => ({
          file: file.before.path,
          changed: !failure && differs(file),
          ...(diffs.has(file) ? { diff: `${diffs.get(file)?.join('\n')}\n` } : {}),
        })),
      }),
      text: (files) => {
        if (diffs.size > 0) return renderDiffs([...diffs.values()], console.style);
        if (changed.length > 0 && (failure || !isWriting)) return '';
        const left = report.diagnostics.length;
        const extent = { formatted: files.length - left, isAll: left === 0 };
        return renderFormatted(
          changed.map(({ after }) => after.path),
          extent,
          console.style,
        );
      },
    },
  );
  return failure || (check && changed.length > 0) ? 1 : status;
}

const differs = ({ before, after }: FormattedFile): boolean => before.text !== after.text;

/** All files or none. */
async function write(directory: string, changed: readonly FormattedFile[]): Promise<Diagnostic | undefined> {
  const texts = changed.map(({ after }) => ({ file: after.path, text: after.text }));
  const failure = await writeProjectFiles(directory, texts);
  if (!failure) return undefined;
  return diagnostic('unwritable-file', {
    detail: `${failure.file} cannot be written: ${failure.reason}. No file was changed.`,
  });
}

async function diffsOf(changed: readonly FormattedFile[]): Promise<Map<FormattedFile, string[]>> {
  const { unifiedDiff } = await import('../render/unified-diff.ts');
  return new Map(
    changed.map((file) => [
      file,
      unifiedDiff(file.before.path, shownText(file.before), shownText(file.after)),
    ]),
  );
}
