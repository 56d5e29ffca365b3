// Projects that are far larger than any could be are refused before they fill the memory.
import { expect, test } from 'vitest';
import { memoryFiles } from '../../test/memory-files.ts';
import { hasTooManyParts, MAX_PARTS } from './parts.ts';
import { loadProject } from './project.ts';
import type { ProjectFiles } from './project-files.ts';
import { parseYaml } from './yaml-file.ts';

/** A folder of so many files with this text. */
function crowd(count: number, text: string): ProjectFiles & { readonly reads: () => number } {
  const given = memoryFiles({ 'flowlink.yaml': "include: ['all/*.yaml']\nconnections: {}\n" });
  let reads = 0;
  return {
    reads: () => reads,
    async read(path) {
      if (!path.startsWith('all/')) return given.read(path);
      reads++;
      return { text };
    },
    list: async () => ({
      entries: Array.from({ length: count }, (_, index) => ({
        name: `${index}.yaml`,
        kind: 'file' as const,
      })),
    }),
  };
}

test('an include that matches too many files is refused, and none of them is read', async () => {
  const files = crowd(100_000, '');
  const { value, diagnostics } = await loadProject(files);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['invalid-value']);
  expect(diagnostics[0]?.detail).toContain('20000 files');
  expect(files.reads()).toBe(0);
});

test('of the problems of thousands of files the first thousand are told', async () => {
  const { diagnostics } = await loadProject(crowd(3000, ''));
  expect(diagnostics).toHaveLength(1001);
  expect(diagnostics.at(-1)?.detail).toContain('2000 more');
});

test.each([
  ['lines', '\n#'],
  ['items', ','],
])('a file may have many %s, but not without end', (_, mark) => {
  const file = (count: number) => `connections: {}\n#${mark.repeat(count)}\n`;
  expect(hasTooManyParts(file(MAX_PARTS - 2))).toBe(false);
  const [problem] = parseYaml('a.yaml', file(MAX_PARTS - 1)).diagnostics;
  expect([problem?.code, problem?.detail]).toEqual([
    'yaml-limit',
    'The file has more than 500000 lines and items.',
  ]);
});
