// Problems as machines read them: SARIF, annotations of GitHub Actions, JUnit.
import { readFileSync } from 'node:fs';
import { type Diagnostic, diagnostic, type Sources } from '@flowlink/core';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { renderAnnotations } from '../src/render/reports/annotations.ts';
import { fingerprints } from '../src/render/reports/fingerprints.ts';
import { renderJunit } from '../src/render/reports/junit.ts';
import type { ProblemReport } from '../src/render/reports/problem-report.ts';
import { renderSarif } from '../src/render/reports/sarif.ts';
import { withoutCommands, withoutCommandsInJson } from '../src/render/reports/workflow-commands.ts';
import { problems, repeated, repeatedSources } from './problems.ts';

/** Published by OASIS as errata 01 of the standard. */
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(new URL('schemas/sarif-schema-2.1.0.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const isSarif = ajv.compile(schema);

const reportOf = (
  diagnostics: readonly Diagnostic[],
  more: Partial<ProblemReport> = {},
  sources: Sources = repeatedSources,
): ProblemReport => ({
  command: 'plan',
  toolVersion: '1.2.3',
  folder: '',
  found: diagnostics.map((problem) => ({ problem, sources })),
  files: new Set(['flowlink.yaml', 'connections/eu.yaml']),
  connections: new Set(['acme-us', 'acme-eu']),
  ...more,
});

/** Whatever the formats use for themselves, and what no format takes. */
const nasty =
  '::error file=x::\n##[add-mask]%0A,<a href="x">]]>&amp;\u0000\u001B[31m\uD800\uFFFE[x](https://evil.example)';

const hostile: readonly Diagnostic[] = [
  diagnostic('unknown-key', {
    file: `a b/${nasty}.yaml`,
    range: { start: 0, end: 3 },
    connection: nasty,
    detail: nasty,
    fix: nasty,
    related: [{ file: `${nasty}.yaml`, range: { start: 0, end: 0 }, message: nasty }],
  }),
  diagnostic('backend-refused', { connection: nasty, detail: nasty }),
  diagnostic('usage', { detail: nasty }),
];

describe('SARIF', () => {
  it.each([
    ['problems', reportOf(problems)],
    ['hostile', reportOf(hostile, { folder: 'envs/prod' })],
  ])('%s', async (name, report) => {
    const text = renderSarif(report);
    expect(isSarif(JSON.parse(text)), JSON.stringify(isSarif.errors)).toBe(true);
    await expect(text).toMatchFileSnapshot(`__golden__/reports-${name}.sarif`);
  });

  it('is valid without any problem, and when a signal ended the command', () => {
    for (const report of [reportOf([]), reportOf([], { signal: 'SIGINT' })]) {
      expect(isSarif(JSON.parse(renderSarif(report))), JSON.stringify(isSarif.errors)).toBe(true);
    }
    const { runs } = JSON.parse(renderSarif(reportOf([], { signal: 'SIGINT' }))) as Log;
    expect(runs[1]?.invocations).toMatchObject([{ executionSuccessful: false, exitSignalName: 'SIGINT' }]);
  });

  it('has every result at a place, and all else in another run that is not called the same', () => {
    const { runs } = JSON.parse(renderSarif(reportOf([...problems, ...repeated, ...hostile]))) as Log;
    const [results, trouble] = runs;
    for (const { locations, ruleId, ruleIndex } of results?.results ?? []) {
      expect(locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThan(0);
      expect(results?.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
    }
    expect(trouble?.results).toEqual([]);
    expect(trouble?.tool.driver.name).not.toBe(results?.tool.driver.name);
    const told =
      (results?.results?.length ?? 0) + (trouble?.invocations?.[0]?.toolExecutionNotifications?.length ?? 0);
    expect(told).toBe(problems.length + repeated.length + hostile.length);
  });

  it('a warning alone is no failure of the tool', () => {
    const warning = diagnostic('changes-left-out', { detail: 'x' });
    const { runs } = JSON.parse(renderSarif(reportOf([warning]))) as Log;
    expect(runs[1]?.invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('recognises a problem whose lines have moved', () => {
    const at = (start: number, detail: string) =>
      diagnostic('unknown-key', {
        file: 'a.yaml',
        range: { start, end: start + 1 },
        connection: 'a',
        detail,
      });
    const [one, other, again] = fingerprints([at(1, 'x'), at(2, 'y'), at(3, 'x')]);
    expect(fingerprints([at(10, 'x'), at(20, 'y'), at(30, 'x')])).toEqual([one, other, again]);
    expect(new Set([one, other, again]).size).toBe(3);
    expect(again).toBe(one?.replace(/1$/, '2'));
  });
});

describe('annotations', () => {
  it.each([
    ['problems', reportOf(problems)],
    ['repeated', reportOf(repeated)],
    ['hostile', reportOf(hostile, { folder: 'envs/prod' })],
  ])('%s', async (name, report) => {
    const text = renderAnnotations(report);
    await expect(text).toMatchFileSnapshot(`__golden__/reports-${name}-annotations.txt`);
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) [^\n]+$/);
  });

  it('ten of each kind, errors first, and a word on the rest', () => {
    const errors = repeated.map((problem) => ({ ...problem, severity: 'error' as const }));
    const lines = renderAnnotations(reportOf([...repeated, ...errors]))
      .trimEnd()
      .split('\n');
    const kinds = lines.map((line) => /^::(\w+)/.exec(line)?.[1]);
    expect(kinds).toEqual([...Array(10).fill('error'), ...Array(10).fill('warning'), 'notice']);
    expect(lines.at(-1)).toContain('22 errors and 10 warnings more');
  });

  it('nothing else that is printed is a command', () => {
    const runnerObeys = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');
    const text = `ok\n${nasty}\n  ::stop-commands::x\n\t:: \nfine: a::b\n`;
    expect(text.split('\n').some(runnerObeys)).toBe(true);
    expect(withoutCommands(text).split('\n').some(runnerObeys)).toBe(false);
    expect(withoutCommands('fine: a::b #1 [x]')).toBe('fine: a::b #1 [x]');
    const json = JSON.stringify({ [nasty]: nasty }, null, 2);
    expect(withoutCommandsInJson(json).split('\n').some(runnerObeys)).toBe(false);
    expect(JSON.parse(withoutCommandsInJson(json))).toEqual({ [nasty]: nasty });
  });
});

describe('JUnit', () => {
  it.each([
    ['problems', reportOf(problems)],
    ['hostile', reportOf(hostile, { folder: 'envs/prod' })],
    ['none', reportOf([])],
  ])('%s', async (name, report) => {
    const text = renderJunit(report);
    await expect(text).toMatchFileSnapshot(`__golden__/reports-${name}.junit.xml`);
    expectWellFormed(text);
  });

  it('names each case once, and counts what it holds', () => {
    const text = renderJunit(reportOf([...problems, ...repeated]));
    const cases = [...text.matchAll(/<testcase [^>]* name="([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(cases).size).toBe(cases.length);
    const [, tests, failures, errors] = /tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(text) ?? [];
    expect(Number(tests)).toBe(cases.length);
    expect(Number(failures)).toBe(text.match(/<failure/g)?.length);
    expect(Number(errors)).toBe(text.match(/<error/g)?.length ?? 0);
  });
});

/** Enough of XML 1.0 for what we write: characters, entities, and tags that close each other. */
function expectWellFormed(text: string): void {
  expect(text).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  expect(text.replaceAll(/&(amp|lt|gt|quot|#\d+);/g, '')).not.toContain('&');
  const open: string[] = [];
  const between = text
    .replace(/^<\?xml[^>]*\?>/, '')
    .replaceAll(
      /<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(\/?)>/g,
      (_, closes: string, name: string, _attributes, isEmpty: string) => {
        if (closes) expect(open.pop()).toBe(name);
        else if (!isEmpty) open.push(name);
        return '';
      },
    );
  expect(between).not.toMatch(/[<>]/);
  expect(open).toEqual([]);
}
