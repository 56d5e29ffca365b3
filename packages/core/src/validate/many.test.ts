// Thousands of things that are wrong in one file: the work grows with their number, and not with its square.
import { connection, configuration as validateRoot } from '@flowlink/schema/validators/configuration';
import { expect, test, vi } from 'vitest';
import { memoryFiles } from '../../test/memory-files.ts';
import { loadProject } from '../load/project.ts';
import { validateProject } from './configuration.ts';
import { checkTransitions, type Moved } from './moved-removed-imports.ts';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function problemsOf(text: string) {
  const { value } = await loadProject(memoryFiles({ 'flowlink.yaml': text }));
  if (!value) throw new Error('not a project');
  return (await validateProject(value)).diagnostics;
}

test('the errors of a part are not copied for each of the others', () => {
  const connections = Object.fromEntries(many(1000, (index) => [`c${index}`, { a: 1 }]));
  const concat = vi.spyOn(Array.prototype, 'concat');
  let copied = 0;
  try {
    expect(validateRoot({ connections })).toBe(false);
    copied = concat.mock.results.reduce((sum, { value }) => sum + (value as unknown[]).length, 0);
  } finally {
    concat.mockRestore();
  }
  const found = validateRoot.errors?.length ?? 0;
  expect(found).toBeGreaterThan(1000);
  expect(copied).toBeLessThan(10 * found);
});

test('what was found before stays as it was', () => {
  connection({ a: 1 });
  const before = connection.errors;
  const copy = [...(before ?? [])];
  connection({ b: 1, c: 2 });
  validateRoot({ connections: { x: {}, y: {} } });
  expect(before).toEqual(copy);
});

function movesOf(count: number, last: number) {
  let read = 0;
  const place = { file: 'flowlink.yaml', range: { start: 0, end: 0 } };
  const moved = many(
    count,
    (index): Moved => ({
      from: `a${index}`,
      get to() {
        read++;
        return `a${index + 1 === count ? last : index + 1}`;
      },
      place,
    }),
  );
  return { moved, read: () => read };
}

test.each([
  ['that ends', 5000],
  ['in a circle', 0],
])('a chain of renames %s is followed once', (_, last) => {
  const { moved, read } = movesOf(5000, last);
  const problems = checkTransitions({ moved, removed: [], imports: [] }, []);
  expect(problems).toHaveLength(1001);
  expect(read()).toBeLessThan(10 * 5000);
});

test('every name in a chain of renames leads to its end', () => {
  const { moved } = movesOf(50, 50);
  expect(checkTransitions({ moved, removed: [], imports: [] }, ['a50'])).toEqual([]);
});

test('a connection takes over no more profiles than it can be put together from', async () => {
  const profiles = many(2000, (index) => `  p${index}: {extends: p${index + 1}}\n`).join('');
  const problems = await problemsOf(
    `connections:\n  c: {extends: p0}\n  d: {extends: p1990}\nprofiles:\n${profiles}  p2000: {}\n`,
  );
  expect(problems.map(({ code, connection: name }) => `${name} ${code}`)).toEqual([
    'c invalid-value',
    'd missing-key',
  ]);
});

test('a message names a few of thousands of profiles', async () => {
  const profiles = many(3000, (index) => `  p${index}: {}\n`).join('');
  const [problem] = await problemsOf(`connections: {c: {extends: gone}}\nprofiles:\n${profiles}`);
  expect(problem?.code).toBe('unknown-profile');
  expect(problem?.detail).toContain('p19 and 2980 more');
});
