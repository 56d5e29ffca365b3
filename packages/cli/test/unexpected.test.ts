// Exceptions that nobody expected.
import { expect, it } from 'vitest';
import { describeUnexpected } from '../src/edge/unexpected.ts';

it('are named without their message, which could hold a value', () => {
  const problem = describeUnexpected(new TypeError('s3cr3t is not a function'));
  expect(problem.code).toBe('internal');
  expect(problem.detail).toContain('TypeError');
  expect(problem.fix).toContain('FLOWLINK_DEBUG=1');
  expect(JSON.stringify([problem, describeUnexpected('s3cr3t')])).not.toContain('s3cr3t');
});
