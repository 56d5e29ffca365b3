// Writes reports of a plan to the files that were asked for.
import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '@flowlink/core';
import type { PlanFailure, PlanReport } from '../render/plan-report.ts';
import { writeReport } from './report-file.ts';

/** What is to be written where. */
export interface WantedReports {
  /** Paths by format; formats without one are not written. */
  readonly files: Readonly<Record<ReportFormat, string | undefined>>;
  /** How many characters the Markdown may have. */
  readonly markdownLimit: number;
}

/** The formats by their flags. Undefined where there is nothing to write. Renderers are loaded only where one is needed. */
const formats = {
  markdown: async (outcome: PlanReport | PlanFailure, { markdownLimit: size }: WantedReports) =>
    (await import('../render/markdown/plan.ts')).renderMarkdown(outcome, { size, unit: 'characters' }),
  html: async (outcome: PlanReport | PlanFailure) =>
    'plan' in outcome ? (await import('../render/html/page.ts')).renderHtml(outcome) : undefined,
} satisfies Record<
  string,
  (outcome: PlanReport | PlanFailure, wanted: WantedReports) => Promise<string | undefined>
>;

export type ReportFormat = keyof typeof formats;

const formatNames = Object.keys(formats) as ReportFormat[];

/** Whether any report is wanted. */
export function wantsReports({ files }: WantedReports): boolean {
  return formatNames.some((format) => files[format] !== undefined);
}

/** Whether a file would be written twice, or over what is read. @param others what else is read or written, by flag */
export function clashingFiles(
  { files }: WantedReports,
  others: Readonly<Record<string, string | undefined>> = {},
): Diagnostic | undefined {
  const flagOf = new Map<string, string>();
  for (const [flag, path] of [
    ...Object.entries(others),
    ...formatNames.map((format) => [`--${format}`, files[format]] as const),
  ]) {
    if (path === undefined) continue;
    const other = flagOf.get(resolve(path));
    if (other !== undefined) {
      const detail = `${other} and ${flag} name the same file.`;
      return diagnostic('usage', { detail, fix: 'Give each a file of its own.' });
    }
    flagOf.set(resolve(path), flag);
  }
  return undefined;
}

/** Writes each report as a whole or not at all. @returns what could not be written */
export async function writeReports(
  outcome: PlanReport | PlanFailure,
  wanted: WantedReports,
): Promise<Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const format of formatNames) {
    const path = wanted.files[format];
    const text = path === undefined ? undefined : await formats[format](outcome, wanted);
    if (path === undefined || text === undefined) continue;
    problems.push(...(await writeReport(`--${format}`, path, text)));
  }
  return problems;
}
