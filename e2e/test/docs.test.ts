// What the documentation shows works: its command lines are run, its configuration is valid, its links lead somewhere.
import { existsSync, globSync } from 'node:fs';
import { posix } from 'node:path';
import { validate } from '@flowlink/core';
import { describe, expect, test } from 'vitest';
import { callsOf, namesProblem, problemOf } from '../src/documents/command-line.ts';
import { notRun, parsedOnly } from '../src/documents/not-run.ts';
import { type Page, readPage, repository } from '../src/documents/page.ts';
import { statementsOf } from '../src/documents/statements.ts';
import { stories, usual } from '../src/documents/stories.ts';
import { tell } from '../src/documents/telling.ts';
import { inMemory } from '../src/model/world.ts';

const read = (...patterns: string[]): Page[] =>
  [...new Set(patterns.flatMap((pattern) => globSync(pattern, { cwd: repository })))]
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map(readPage);
const pages = read('README.md', 'docs/**/*.md', 'examples/**/README.md');
const all = new Map([...pages, ...read('*.md', 'packages/*/README.md')].map((page) => [page.file, page]));

const leftOut = (page: Page) => (line: string) =>
  notRun.some(({ line: pattern, page: only }) => pattern.test(line) && (only ?? page.file) === page.file);
const linesOf = (page: Page) => page.blocks.flatMap((block) => statementsOf(page, block, leftOut(page)));

describe('command lines', () => {
  const told = pages.filter((page) => linesOf(page).length > 0 && !parsedOnly.has(page.file));
  test.concurrent.for(told.map(({ file }) => file))('of %s do what the page says', async (file) => {
    const page = all.get(file) as Page;
    await tell(
      page,
      stories[file] ?? usual,
      leftOut(page),
      ({ place, text, shown, output, status, expected }) => {
        expect(status, `${place}: \`${text}\` ended with ${status}:\n${output}`).toBe(expected);
        const printed = output.split('\n').map((line) => line.trimEnd());
        for (const line of shown)
          expect(printed, `${place}: \`${text}\` does not print “${line}”`).toContain(line);
      },
    );
  });

  test('that are shown are known to the parser', async () => {
    const problems: string[] = [];
    for (const page of pages) {
      for (const { place, text } of linesOf(page)) {
        for (const words of callsOf(text)) {
          const problem = await problemOf(words);
          if (problem) problems.push(`${place}: flowlink ${words.join(' ')}: ${problem}`);
        }
      }
    }
    expect(problems).toEqual([]);
  });

  test('that the text mentions have a command and flags that exist', async () => {
    const problems: string[] = [];
    for (const { file, code } of all.values()) {
      for (const { line, text } of code.filter(({ text }) => /^flowlink\b(?![-.])/.test(text))) {
        // What a pipe leads to is another program.
        const [ours = ''] = text.split(' | ');
        const words = ours
          .replaceAll(/[[\]…|]|\.\.\./g, ' ')
          .split(/\s+/)
          .filter((word) => word !== '');
        const problem = await namesProblem(words.slice(1));
        if (problem) problems.push(`${file}:${line}: \`${text}\`: ${problem}`);
      }
    }
    expect(problems).toEqual([]);
  });

  test('that are listed as not run are there', () => {
    const lines = pages.flatMap((page) => linesOf(page).map(({ text }) => ({ page: page.file, text })));
    const unused = notRun.filter(
      ({ line, page }) => !lines.some(({ page: file, text }) => line.test(text) && (page ?? file) === file),
    );
    expect(unused.map(({ line }) => String(line))).toEqual([]);
  });
});

test('configuration that pages show is valid', async () => {
  const problems: string[] = [];
  for (const { file, blocks } of pages) {
    for (const { language, lines, line } of blocks) {
      const text = lines.join('\n');
      if (
        language !== 'yaml' ||
        !/^(workspace|connections|profiles|guards|moved|removed|imports):/m.test(text)
      )
        continue;
      const { diagnostics } = await validate({ files: inMemory({ 'flowlink.yaml': text }), environment: {} });
      for (const { severity, code, detail } of diagnostics) {
        // A page may show a part of a project, which speaks of what stands elsewhere.
        const isElsewhere = code === 'include-without-match' || code === 'invalid-moved';
        if (severity === 'error' && !isElsewhere) problems.push(`${file}:${line}: ${code}: ${detail}`);
      }
    }
  }
  expect(problems).toEqual([]);
});

describe('links', () => {
  test('lead to files and headings', () => {
    const problems = [...all.values()].flatMap(({ file, links }) =>
      links.flatMap(({ line, text }) => {
        if (/^(https?|mailto):/.test(text)) return [];
        const [path = '', heading] = text.split('#');
        const target = path === '' ? file : posix.join(posix.dirname(file), path);
        if (!existsSync(repository + target)) return [`${file}:${line}: there is no ${target}`];
        if (heading === undefined || all.get(target)?.anchors.has(heading)) return [];
        return [`${file}:${line}: ${target} has no heading #${heading}`];
      }),
    );
    expect(problems).toEqual([]);
  });

  test('of the index name every page', () => {
    const index = all.get('docs/README.md');
    const named = new Set(index?.links.map(({ text }) => posix.join('docs', text)));
    const missing = [...all.keys()].filter(
      (file) => /^docs\//.test(file) && file !== index?.file && !named.has(file),
    );
    expect(missing, 'docs/README.md lists every page').toEqual([]);
  });
});
