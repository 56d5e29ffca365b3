// Problems as a JUnit report, the way GitLab shows one: a test case for each file and connection that was checked, and for the run.

import type { Found } from '../../problems.ts';
import { count } from '../count.ts';
import { renderDiagnostics } from '../diagnostics.ts';
import { makeStyle } from '../style.ts';
import { type ProblemReport, pathFromRepository } from './problem-report.ts';
import { isToolError } from './tool-errors.ts';

const STYLE = makeStyle({ colour: false, unicode: true, width: 100 });

interface TestCase {
  readonly name: string;
  /** Relative to the project's root. */
  readonly file?: string;
  readonly found: readonly Found[];
}

/** The text of the file. */
export function renderJunit(report: ProblemReport): string {
  const suite = `flowlink ${report.command}${report.folder === '' ? '' : ` (${report.folder})`}`;
  const cases = casesOf(report);
  const counts = attributes({
    tests: cases.length,
    failures: cases.filter((one) => verdictOf(one) === 'failure').length,
    errors: cases.filter((one) => verdictOf(one) === 'error').length,
  });
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'flowlink' })}${counts}>`,
    `  <testsuite${attributes({ name: suite })}${counts}>`,
    ...cases.flatMap((one) => renderCase(one, suite, report)),
    '  </testsuite>',
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** The run itself, every file and every connection, in an order that does not depend on what is wrong. */
function casesOf({ found, files, connections }: ProblemReport): TestCase[] {
  const ofRun = found.filter(
    ({ problem: { connection, file } }) => connection === undefined && file === undefined,
  );
  const ofFile = groupBy(found, ({ problem: { connection, file } }) =>
    connection === undefined ? file : undefined,
  );
  const ofConnection = groupBy(found, ({ problem: { connection } }) => connection);
  const names = (known: ReadonlySet<string>, found: ReadonlyMap<string, unknown>) =>
    [...new Set([...known, ...found.keys()])].sort();
  return [
    { name: 'run', found: ofRun },
    ...names(files, ofFile).map((file) => ({ name: `file ${file}`, file, found: ofFile.get(file) ?? [] })),
    ...names(connections, ofConnection).map((connection) => {
      const own = ofConnection.get(connection) ?? [];
      const file = own.find(({ problem }) => problem.file !== undefined)?.problem.file;
      return { name: `connection ${connection}`, ...(file === undefined ? {} : { file }), found: own };
    }),
  ];
}

function groupBy(found: readonly Found[], keyOf: (one: Found) => string | undefined): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** What keeps the run from saying anything is an error; what it says is a failure. Warnings fail nothing. */
function verdictOf({ found }: TestCase): 'failure' | 'error' | undefined {
  const errors = found.filter(({ problem }) => problem.severity === 'error');
  if (errors.length === 0) return undefined;
  return errors.every(({ problem }) => isToolError(problem)) ? 'error' : 'failure';
}

function renderCase(one: TestCase, suite: string, report: ProblemReport): string[] {
  const { name, file, found } = one;
  const path = file === undefined ? {} : { file: pathFromRepository(report, file) };
  const start = `    <testcase${attributes({ classname: suite, name, ...path })}`;
  if (found.length === 0) return [`${start}/>`];
  const verdict = verdictOf(one);
  // GitLab reads one failure of a case and shows nothing but its text; what a warning says it does not show.
  return verdict === undefined
    ? [`${start}>`, `      <system-out>${escapeXml(textOf(found))}</system-out>`, '    </testcase>']
    : [
        `${start}>`,
        `      <${verdict}${attributes(messageOf(found))}>${escapeXml(textOf(found))}</${verdict}>`,
        '    </testcase>',
      ];
}

function messageOf(found: readonly Found[]): { message: string; type: string } {
  const errors = found.filter(({ problem }) => problem.severity === 'error');
  const { code = '', summary = '' } = errors[0]?.problem ?? {};
  const more = errors.length > 1 ? `, and ${count(errors.length - 1, 'more error')}` : '';
  return { message: `${summary}${more}`, type: code };
}

/** Each link once. */
function textOf(found: readonly Found[]): string {
  const texts = found.map(({ problem, sources }, index) => {
    const known = new Set(found.slice(0, index).map((earlier) => earlier.problem.code));
    return renderDiagnostics([problem], sources, STYLE, known);
  });
  return texts.join('\n');
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('');
}

/** XML 1.0 has no way to write most control characters. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
