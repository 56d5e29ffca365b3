// Problems as SARIF 2.1.0, the way code scanning wants it: results at places in files, and errors of the tool in a run of their own.
import { type Code, codes, diagnosticJson, documentationOf } from '@flowlink/core';
import type { Location as DiagnosticLocation } from '@flowlink/schema';
import type { Location, Log, Notification, ReportingDescriptor, Result, Run, ToolComponent } from 'sarif';
import type { Found } from '../../problems.ts';
import { cleanProse } from '../clean.ts';
import { fingerprints } from './fingerprints.ts';
import { type ProblemReport, pathFromRepository } from './problem-report.ts';
import { isToolError } from './tool-errors.ts';

const INFORMATION = 'https://github.com/flowlink/flowlink-as-code';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What relative paths are relative to. Its address is different on every machine, and is left out. */
const ROOT = '%SRCROOT%';

/** The text of the file. */
export function renderSarif(report: ProblemReport): string {
  const ofRun = report.found.filter(({ problem }) => isToolError(problem));
  const ofFiles = report.found.filter(({ problem }) => !isToolError(problem));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      resultsRun(report, ofFiles),
      ...(ofRun.length > 0 || report.signal !== undefined ? [troubleRun(report, ofRun)] : []),
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultsRun(report: ProblemReport, found: readonly Found[]): Run {
  const rules = codesOf(found);
  const prints = fingerprints(found.map(({ problem }) => problem));
  const results = found.map(({ problem, sources }, index): Result => {
    const { code, severity, connection, detail, fix, location, related } = diagnosticJson(problem, sources);
    const at = location ? [locationIn(report, location, connection)] : [];
    return {
      ruleId: code,
      ruleIndex: rules.indexOf(problem.code),
      level: severity,
      message: { text: messageOf(detail, fix) },
      locations: at,
      ...(related
        ? {
            relatedLocations: related.map((place, id) => ({
              id,
              ...locationIn(report, place.location),
              message: { text: plain(place.message) },
            })),
          }
        : {}),
      partialFingerprints: { 'flowlinkProblem/v1': prints[index] ?? '' },
    };
  });
  return { tool: { driver: driver('flowlink', report, rules) }, ...shared(), results };
}

/**
 * Code hosts refuse results without a place, and two runs of one tool in one file: hence another name.
 */
function troubleRun(report: ProblemReport, found: readonly Found[]): Run {
  const rules = codesOf(found);
  const failed = report.signal !== undefined || found.some(({ problem }) => problem.severity === 'error');
  const notifications = found.map(({ problem, sources }): Notification => {
    const { code, severity, connection, detail, fix, location } = diagnosticJson(problem, sources);
    return {
      descriptor: { id: code, index: rules.indexOf(problem.code) },
      level: severity,
      message: { text: messageOf(detail, fix) },
      ...(location ? { locations: [locationIn(report, location, connection)] } : {}),
    };
  });
  return {
    tool: { driver: { ...driver('flowlink-errors', report, []), notifications: rules.map(ruleOf) } },
    ...shared(),
    invocations: [
      {
        executionSuccessful: !failed,
        ...(report.signal === undefined ? {} : { exitSignalName: report.signal }),
        toolExecutionNotifications: notifications,
      },
    ],
    results: [],
  };
}

function shared(): Pick<Run, 'columnKind' | 'originalUriBaseIds'> {
  return {
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
  };
}

function driver(name: string, { toolVersion }: ProblemReport, rules: readonly Code[]): ToolComponent {
  return {
    name,
    version: toolVersion,
    semanticVersion: toolVersion,
    informationUri: INFORMATION,
    rules: rules.map(ruleOf),
  };
}

/** In the order of the table, so that the same problems make the same file. */
function codesOf(found: readonly Found[]): Code[] {
  const used = new Set(found.map(({ problem }) => problem.code));
  return (Object.keys(codes) as Code[]).filter((code) => used.has(code));
}

function ruleOf(code: Code): ReportingDescriptor {
  const { summary, severity } = codes[code];
  const address = documentationOf(code);
  return {
    id: code,
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: `${summary}. What it means and how to mend it: ${address}` },
    help: {
      text: `What it means and how to mend it: ${address}`,
      markdown: `**${summary}.** [What it means and how to mend it](${address})`,
    },
    helpUri: address,
    defaultConfiguration: { level: severity },
    properties: { tags: ['configuration'], precision: 'very-high', 'problem.severity': severity },
  };
}

function locationIn(report: ProblemReport, place: DiagnosticLocation, connection?: string): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(pathFromRepository(report, place.file)), uriBaseId: ROOT },
      region: {
        startLine: place.line,
        startColumn: place.column,
        endLine: place.end_line,
        endColumn: place.end_column,
      },
    },
    ...(connection === undefined
      ? {}
      : { logicalLocations: [{ name: plain(connection), kind: 'resource' }] }),
  };
}

/** A relative reference; whatever else a name may hold is no colon, question mark or space of an address. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}

function messageOf(detail: string, fix: string | undefined): string {
  return plain(fix === undefined ? detail : `${detail}\n${fix}`);
}

/** Without anything that steers a terminal, and without what SARIF would take for a link. */
function plain(text: string): string {
  return cleanProse(text, { unicode: true }).replaceAll(/\[(?=[^\]]*\]\()/g, '\\[');
}
