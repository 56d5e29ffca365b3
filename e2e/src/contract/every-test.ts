// Makes every test fail in which flowlink or a backend said something that the contract does not know.
import { afterAll, afterEach } from 'vitest';
import { takeViolations } from './recorder.ts';

function expectContractKept(): void {
  const violations = takeViolations();
  if (violations.length === 0) return;
  const more = violations.length > 10 ? `\n… and ${violations.length - 10} more` : '';
  throw new Error(`The contract was broken:\n${violations.slice(0, 10).join('\n')}${more}`);
}

afterEach(expectContractKept);
// What is said while a file ends.
afterAll(expectContractKept);
