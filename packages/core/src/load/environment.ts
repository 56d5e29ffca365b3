// The variables that references may name: the real environment over .env.local over .env.
import { parseEnv } from 'node:util';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeUnreadable } from './project.ts';
import type { ProjectFiles } from './project-files.ts';

/** Variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Adds what .env.local and .env in the project's root define and the real environment does not. */
export async function loadEnvironment(
  real: Variables,
  files: ProjectFiles,
): Promise<{ value: Variables; diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const layers: Variables[] = [];
  for (const path of ['.env', '.env.local']) {
    const content = await files.read(path);
    if ('text' in content) layers.push(parseEnv(content.text));
    else if (content.failure !== 'missing') diagnostics.push(describeUnreadable(path, content));
  }
  return { value: Object.assign(Object.create(null), ...layers, real), diagnostics };
}
