// Brings what somebody typed or pasted for a field into the form in which the configuration has it.
import type { ConnectionConfig } from '@flowlink/schema';
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { platforms } from '../platforms/registry.ts';

/** The value in its plain form, where there is one. What is only odd about it is for validation to say. */
export function plainField(
  platform: ConnectionConfig['platform'],
  field: 'store_url' | 'store_hash',
  text: string,
): Outcome<string> {
  const finding = platforms[platform].checkField([field], text);
  if (!finding) return { value: text, diagnostics: [] };
  if (finding.replacement !== undefined) return { value: finding.replacement, diagnostics: [] };
  const problem = diagnostic(finding.code, { detail: finding.detail, fix: finding.fix });
  return problem.severity === 'warning' ? { value: text, diagnostics: [] } : { diagnostics: [problem] };
}
