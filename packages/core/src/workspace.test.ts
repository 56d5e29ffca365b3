// What a workspace is called, even if the rest of the project is broken.
import { expect, test } from 'vitest';
import { type Files, memoryFiles } from '../test/memory-files.ts';
import { nameWorkspace } from './workspace.ts';

const name = (files: Files, environment: Record<string, string> = {}) =>
  nameWorkspace({ files: memoryFiles(files), environment });

test.each<[string, Files, Record<string, string>, string | undefined]>([
  ['a valid project', { 'flowlink.yaml': 'workspace: acme\n' }, {}, 'acme'],
  ['keys that mean nothing', { 'flowlink.yaml': 'workspace: acme\nnonsense: 1\n' }, {}, 'acme'],
  ['broken YAML behind it', { 'flowlink.yaml': 'workspace: acme\nconnections: [\n' }, {}, 'acme'],
  [
    'a broken included file',
    { 'flowlink.yaml': 'workspace: acme\ninclude: [a.yaml]\n', 'a.yaml': '[' },
    {},
    'acme',
  ],
  ['the variable', { 'flowlink.yaml': 'workspace: acme\n' }, { FLOWLINK_WORKSPACE: 'other' }, 'other'],
  ['a reference', { 'flowlink.yaml': 'workspace: ${env:W}\n', '.env': 'W=mine\n' }, {}, 'mine'],
  ['an unset reference', { 'flowlink.yaml': 'workspace: ${env:W}\n' }, {}, undefined],
  ['something that is no name', { 'flowlink.yaml': 'workspace: [a]\n' }, {}, undefined],
  ['no map', { 'flowlink.yaml': 'hello\n' }, {}, undefined],
  ['an empty file', { 'flowlink.yaml': '' }, {}, undefined],
  ['no file', {}, {}, undefined],
])('%s', async (_, files, environment, expected) => {
  expect(await name(files, environment)).toBe(expected);
});
