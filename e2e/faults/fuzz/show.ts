// Shows diagnostics and plans in every form that the command line has, and looks at what came out.
import { type Diagnostic, diagnosticJson, type Report, type Sources } from '@flowlink/core';
import { output as isOutput } from '@flowlink/schema/validators/output';
import { renderDiagnostics } from '../../../packages/cli/src/render/diagnostics.ts';
import { renderHtml } from '../../../packages/cli/src/render/html/page.ts';
import { renderMarkdown } from '../../../packages/cli/src/render/markdown/plan.ts';
import { renderPlan } from '../../../packages/cli/src/render/plan.ts';
import type { PlanFailure, PlanReport } from '../../../packages/cli/src/render/plan-report.ts';
import { renderAnnotations } from '../../../packages/cli/src/render/reports/annotations.ts';
import { renderJunit } from '../../../packages/cli/src/render/reports/junit.ts';
import { renderSarif } from '../../../packages/cli/src/render/reports/sarif.ts';
import { makeStyle } from '../../../packages/cli/src/render/style.ts';
import { markup, steering } from './odd-text.ts';

const styles = [
  makeStyle({ colour: false, unicode: true, width: 80 }),
  makeStyle({ colour: false, unicode: false, width: 80 }),
];
const MARKDOWN_LIMIT = { size: 65_000, unit: 'characters' } as const;

type Shown = Pick<Report<unknown>, 'diagnostics' | 'sources'>;

/**
 * Throws if a place lies outside its file, or if a form cannot be made or would steer a terminal.
 *
 * @param inEveryForm or only as text in Unicode, and as JSON @returns all texts
 */
export function showDiagnostics({ diagnostics, sources }: Shown, inEveryForm = true): string {
  for (const problem of diagnostics) checkPlaces(problem, sources);
  const texts = styles
    .slice(0, inEveryForm ? 2 : 1)
    .map((style) => renderDiagnostics(diagnostics, sources, style));
  for (const text of texts) checkForTerminals(text);
  const located = diagnostics.map((problem) => diagnosticJson(problem, sources));
  const document = {
    format: 'flowlink-output',
    version: 1,
    command: 'validate',
    ok: false,
    diagnostics: located,
    connections: 0,
  };
  if (!isOutput(document))
    throw new Error(`the JSON is not of the schema: ${JSON.stringify(isOutput.errors?.[0])}`);
  if (!inEveryForm) return [...texts, JSON.stringify(document)].join('\n');
  const report = {
    command: 'validate',
    toolVersion: '0.0.0',
    folder: 'shops',
    found: diagnostics.map((problem) => ({ problem, sources })),
    files: new Set(sources.keys()),
    connections: new Set<string>(),
  };
  const [sarif, junit, annotations] = [renderSarif(report), renderJunit(report), renderAnnotations(report)];
  JSON.parse(sarif);
  // XML permits what terminals ignore.
  checkForTerminals(
    junit.replaceAll(/[\t\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, ''),
  );
  // A line end would begin another command.
  if (annotations.split('\n').some((line) => line !== '' && !/^::(error|warning|notice)[ :]/.test(line)))
    throw new Error('an annotation spills over');
  checkMarkdown({ workspace: undefined, diagnostics: located });
  return [...texts, JSON.stringify(document), sarif, junit, annotations].join('\n');
}

function checkPlaces({ code, file, range, related, edit }: Diagnostic, sources: Sources): void {
  const places = [
    ...(file === undefined || !range ? [] : [{ file, range }]),
    ...(related ?? []),
    ...(file === undefined || !edit ? [] : [{ file, range: edit.range }]),
  ];
  for (const { file, range } of places) {
    const length = sources.get(file)?.text.length ?? 0;
    if (!(range.start >= 0 && range.start <= range.end && range.end <= length))
      throw new Error(`${code} lies outside ${file}: ${range.start} to ${range.end} of ${length}`);
  }
}

/** @returns all texts */
export function showPlan(report: PlanReport): string {
  const { plan } = report;
  const texts = styles.flatMap((style) => [renderPlan(plan, style), renderPlan(plan, style, { full: true })]);
  for (const text of texts) checkForTerminals(text);
  const page = renderHtml(report);
  for (const piece of markup) {
    if (page.includes(piece)) throw new Error(`the page holds ${piece}`);
  }
  return [...texts, checkMarkdown(report), page].join('\n');
}

function checkMarkdown(outcome: PlanReport | PlanFailure): string {
  const text = renderMarkdown(outcome, MARKDOWN_LIMIT);
  checkForTerminals(text);
  if (text.length > MARKDOWN_LIMIT.size) throw new Error(`the Markdown has ${text.length} characters`);
  return text;
}

function checkForTerminals(text: string): void {
  const sign = steering(text);
  if (sign !== undefined) throw new Error(`U+${sign.codePointAt(0)?.toString(16)} came out`);
}

/** Throws if a secret is shown. */
export function expectHidden(text: string, secrets: readonly string[]): void {
  const shown = secrets.find((secret) => text.includes(secret));
  if (shown !== undefined) throw new Error(`${shown} is shown: …${around(text, shown)}…`);
}

function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return text.slice(Math.max(at - 300, 0), at + part.length + 100);
}
