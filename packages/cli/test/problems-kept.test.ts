// What is kept of the problems that a command prints.
import { diagnostic } from '@flowlink/core';
import { expect, test } from 'vitest';
import { Problems } from '../src/problems.ts';

test('each problem is kept once, with the files that were read and the connections that were checked', () => {
  const problems = new Problems();
  const source = { path: 'flowlink.yaml', text: 'x', redactions: [] };
  const at = (start: number) =>
    diagnostic('unknown-key', { file: source.path, range: { start, end: 1 }, detail: 'It means nothing.' });
  const sources = new Map([[source.path, source]]);
  problems.add({ diagnostics: [at(0)], sources });
  problems.add({ diagnostics: [at(0), at(1)], sources });
  problems.check([{ name: 'acme' }, { name: 'acme' }]);
  expect(problems.found.map(({ problem }) => problem.range?.start)).toEqual([0, 1]);
  expect([...problems.codes]).toEqual(['unknown-key']);
  expect([...problems.files]).toEqual(['flowlink.yaml']);
  expect([...problems.connections]).toEqual(['acme']);
});
