// Where the API of a platform is: at its own address, or where a variable says, as for a sandbox.
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import type { Platform } from '../platforms/platform.ts';
import { serviceUrlProblem } from './service-url.ts';

export function resolveApiUrl({ api }: Platform, variables: Variables): Outcome<string> {
  const named = variables[api.variable]?.trim();
  if (!named) return { value: api.url, diagnostics: [] };
  const problem = serviceUrlProblem(named);
  if (!problem) return { value: named, diagnostics: [] };
  const detail = `About ${api.variable}: ${problem.detail}`;
  const fix = `Correct ${api.variable}, or leave it unset for ${api.url}.`;
  return { diagnostics: [diagnostic('verify-api-url', { detail, fix })] };
}
