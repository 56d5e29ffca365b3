// Whatever JSON says without repeating a key is read as the language itself reads it, and nothing else is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonBody } from './json-body.ts';
import { LIMITS } from './limits.ts';

const parse = (text: string, limits = LIMITS) => parseJsonBody(Buffer.from(text), limits);

test('JSON is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const unusual = /__proto__|\\u0000|\\ud[89a-f]/i.test(text);
      fc.pre(!unusual);
      expect(parse(text)).toEqual({ value: JSON.parse(text) });
    }),
    { numRuns: 1000 },
  );
});

test('what is not JSON is not read, whatever it is', () => {
  const pieces = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'u0061', '"a"', '1', 'null', ' ', '-', 'é'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      const parsed = parse(text);
      if ('value' in parsed) expect(parsed.value).toEqual(JSON.parse(text));
      else expect(parsed.problem).not.toContain('u0061');
    }),
    { numRuns: 5000 },
  );
});

test('a key twice in one object is found wherever it is, and nowhere else', () => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c', '\\u0061', '\\u0062', '"'), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(keys, { minLength: 1, maxLength: 4 }), (objects) => {
      const written = objects.map(
        (names) => `{${names.map((name) => `"${name.replace('"', '\\"')}":{"a":["a"]}`).join(',')}}`,
      );
      const twice = objects.some((names) => {
        const meant = names.map((name) => JSON.parse(`"${name.replace('"', '\\"')}"`) as string);
        return new Set(meant).size < meant.length;
      });
      expect('problem' in parse(`[${written.join(',')}]`)).toBe(twice);
    }),
  );
});

test('the limits are those that are given', () => {
  const limits = { ...LIMITS, jsonDepth: 3, jsonValues: 5 };
  expect(parse('[[[1]]]', limits)).toEqual({ value: [[[1]]] });
  expect(parse('[[[[1]]]]', limits)).toEqual({ problem: 'The body is nested deeper than 3 levels.' });
  expect(parse('[1,2,3,4]', limits)).toEqual({ value: [1, 2, 3, 4] });
  expect(parse('[1,2,3,4,5]', limits)).toEqual({ problem: 'The body holds more than 5 values.' });
  expect(parse('["[[[[[[,,,,,,{{{{"]', limits)).toEqual({ value: ['[[[[[[,,,,,,{{{{'] });
});
