// The story of `flowlink fmt`: load -> format, file by file. The project need not be valid, and no variable need be set.
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { shownText } from './diagnostics/shown-text.ts';
import type { SourceFile, Sources } from './diagnostics/source-file.ts';
import { nearest } from './diagnostics/suggest.ts';
import { withFiles } from './edit/edited-files.ts';
import { loadProject, ROOT_FILE } from './load/project.ts';
import { validateShape } from './validate/configuration.ts';
import type { Ports, Report } from './workspace.ts';

/** A file of the project as it is and as it should be. */
export interface FormattedFile {
  readonly before: SourceFile;
  readonly text: string;
}

/**
 * Formats the named files of the project, or all. A file that cannot be formatted without changing what it says stays as it
 * is, with a warning.
 *
 * @param names paths relative to the project's root; none means all
 */
export async function formatProject(
  { files }: Pick<Ports, 'files'>,
  names: readonly string[],
): Promise<Report<readonly FormattedFile[]>> {
  const { value: project, diagnostics, sources: loaded } = await loadProject(files);
  if (!project) return { diagnostics, sources: loaded };
  const wanted = new Set(names.map(normalPath));
  const unknown = [...wanted].filter((path) => !loaded.has(path));
  if (unknown.length > 0)
    return { diagnostics: unknown.map((path) => notIncluded(path, loaded)), sources: loaded };

  // Nothing but formatting and explaining needs the schemas themselves.
  const { formatText } = await import('./edit/format/format-text.ts');
  const texts = new Map<string, string>();
  const unformattable: Diagnostic[] = [];
  for (const { path, text } of loaded.values()) {
    if (wanted.size > 0 && !wanted.has(path)) continue;
    const formatted = formatText(text, path === ROOT_FILE ? 'root' : 'included');
    if ('problem' in formatted) unformattable.push(leftAlone(path, formatted.problem));
    texts.set(path, 'problem' in formatted ? text : formatted.text);
  }
  const isShown =
    unformattable.length > 0 || [...texts].some(([path, text]) => loaded.get(path)?.text !== text);
  const sources = isShown ? (await validateShape(project)).sources : loaded;
  const value = [...texts].flatMap(([path, text]) => {
    const before = sources.get(path);
    return before ? [{ before, text }] : [];
  });
  return { value, diagnostics: unformattable, sources };
}

/** A file before and after, with placeholders for everything that must not be shown. */
export interface ShownFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What may be shown of formatted files. */
export async function showFormatted(
  { files }: Pick<Ports, 'files'>,
  formatted: readonly FormattedFile[],
): Promise<readonly ShownFile[]> {
  const texts = new Map(formatted.map(({ before, text }) => [before.path, text]));
  const { value: project, sources: loaded } = await loadProject(withFiles(files, texts));
  const sources = project ? (await validateShape(project)).sources : loaded;
  return formatted.flatMap(({ before }) => {
    const after = sources.get(before.path);
    return after ? [{ file: before.path, before: shownText(before), after: shownText(after) }] : [];
  });
}

const normalPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/+)+/, '');

function notIncluded(path: string, sources: Sources): Diagnostic {
  const similar = nearest(path, [...sources.keys()]);
  return diagnostic('not-included', {
    detail: `${path} is neither flowlink.yaml nor matched by its \`include\`. Files are named relative to the project’s root.`,
    fix:
      similar === undefined
        ? 'Add it to `include` first, or name no file to format all.'
        : `Did you mean ${similar}?`,
  });
}

function leftAlone(path: string, problem: string): Diagnostic {
  return diagnostic('unformattable', {
    file: path,
    range: { start: 0, end: 0 },
    detail: `${path} is left as it is: ${problem}.`,
    fix: 'Look for what is unusual in it, such as a colon without a key, and write it in a simpler way.',
  });
}

/** The diagnostic for a file that would be changed, with the first line that would be another. */
export function notFormatted({ before, text }: FormattedFile): Diagnostic {
  return diagnostic('not-formatted', {
    file: before.path,
    range: firstDifference(before.text, text),
    detail: `${before.path} is not in the canonical layout: from here on it would be changed.`,
    fix: 'Run `flowlink fmt`; with --diff it shows what would be changed.',
  });
}

/** The first line that differs, as a range in the text before. */
function firstDifference(before: string, after: string): { start: number; end: number } {
  const lines = after.split('\n');
  let start = 0;
  for (const [index, line] of before.split('\n').entries()) {
    if (line !== lines[index]) return { start, end: start + line.trimEnd().length };
    start += line.length + 1;
  }
  return { start: before.length, end: before.length };
}
