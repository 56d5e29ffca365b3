// The floors: bare programs that do the least of what a command must do.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBareProgram } from '../packages/cli/scripts/bare-program.ts';

/** @param work where to build it @returns the program */
export function buildFloor(work: string, name: 'validate' | 'plan' | 'apply'): Promise<string> {
  const source = fileURLToPath(new URL(`floors/${name}.js`, import.meta.url));
  return bundleBareProgram(join(work, `floor-${name}`), { [name]: source });
}
