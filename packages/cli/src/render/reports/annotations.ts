// Problems as annotations of GitHub Actions, which show them beside the lines of a pull request.
import { type Diagnostic, diagnosticJson } from '@flowlink/core';
import type { Found } from '../../problems.ts';
import { count } from '../count.ts';
import { type ProblemReport, pathFromRepository } from './problem-report.ts';
import { workflowCommand } from './workflow-commands.ts';

/** GitHub shows so many of each kind for a step, and drops the rest without a word. */
const LIMIT = 10;

/** One line for each annotation, errors first. */
export function renderAnnotations(report: ProblemReport): string {
  const of = (severity: Diagnostic['severity']) =>
    report.found.filter(({ problem }) => problem.severity === severity);
  const kinds = [of('error'), of('warning')];
  const lines = kinds.flatMap((found) => found.slice(0, LIMIT).map((one) => annotation(one, report)));
  const [errors = 0, warnings = 0] = kinds.map((found) => Math.max(found.length - LIMIT, 0));
  if (errors + warnings > 0) lines.push(notice(errors, warnings, report));
  return lines.map((line) => `${line}\n`).join('');
}

function annotation({ problem, sources }: Found, report: ProblemReport): string {
  const { code, severity, summary, detail, fix, connection, location, documentation } = diagnosticJson(
    problem,
    sources,
  );
  const subject = connection === undefined ? '' : ` (connection ${connection})`;
  const message = [detail, ...(fix === undefined ? [] : [`fix: ${fix}`]), `see ${documentation}`].join('\n');
  return workflowCommand(
    severity,
    {
      ...(location
        ? {
            file: pathFromRepository(report, location.file),
            line: location.line,
            endLine: location.end_line,
            // GitHub takes columns only within a line.
            ...(location.line === location.end_line
              ? { col: location.column, endColumn: location.end_column }
              : {}),
          }
        : {}),
      title: `${summary}${subject} [${code}]`,
    },
    message,
  );
}

function notice(errors: number, warnings: number, { command: name }: ProblemReport): string {
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const text = `${parts.join(' and ')} more: GitHub shows ten of each. The log of this step has the others, and --json all of them.`;
  return workflowCommand('notice', { title: `flowlink ${name}` }, text);
}
