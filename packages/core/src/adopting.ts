// The story of `drift --adopt`: what somebody changed on the backend is written into the configuration.
import { type Diagnostic, diagnostic, hasErrors } from './diagnostics/diagnostic.ts';
import { type Adopted, adoptConnection } from './drift/adopt.ts';
import type { Drift, DriftedConnection } from './drift/drift.ts';
import { withFiles } from './edit/edited-files.ts';
import { type Ports, type Report, validate } from './workspace.ts';

/** What is to be written, and what is left for people to decide. */
export interface Adoption {
  /** The files that change, with their new text. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly adopted: readonly Adopted[];
}

/**
 * Works out the new texts. Fields in conflict, references and secrets are left, each with a warning that says what to do.
 * A connection that the result would make invalid is left alone as a whole.
 */
export async function planAdoption(
  ports: Pick<Ports, 'files' | 'environment'>,
  { connections }: Drift,
  sources: Report<unknown>['sources'],
): Promise<Report<Adoption>> {
  const drifted = connections.filter(({ isDrift }) => isDrift);
  const refused = new Map<string, Diagnostic>();
  // Each round can only refuse more connections, so the last one comes.
  for (;;) {
    const wanted = drifted.filter(({ name }) => !refused.has(name));
    const { texts, adopted, left } = adoptAll(wanted, sources);
    const checked = await validate({ ...ports, files: withFiles(ports.files, texts) });
    const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
    if (!hasErrors(errors)) {
      const files = [...texts].map(([file, text]) => ({ file, text }));
      return { value: { files, adopted }, diagnostics: [...left, ...refused.values()], sources };
    }
    const blamed = wanted.filter(({ name }) => errors.some(({ connection }) => connection === name));
    if (blamed.length === 0) return { diagnostics: errors, sources: checked.sources };
    for (const { name, place } of blamed) {
      const reasons = errors.filter(({ connection }) => connection === name);
      refused.set(name, invalidated(name, place, reasons));
    }
  }
}

function adoptAll(
  connections: readonly DriftedConnection[],
  sources: Report<unknown>['sources'],
): { texts: Map<string, string>; adopted: Adopted[]; left: Diagnostic[] } {
  const texts = new Map<string, string>();
  const adopted: Adopted[] = [];
  const left: Diagnostic[] = [];
  for (const connection of connections) {
    const file = connection.place?.file ?? '';
    const outcome = adoptConnection(connection, texts.get(file) ?? sources.get(file)?.text ?? '');
    if (outcome.text !== undefined) texts.set(file, outcome.text);
    adopted.push(...outcome.adopted);
    left.push(...outcome.left);
  }
  return { texts, adopted, left };
}

function invalidated(
  name: string,
  place: DriftedConnection['place'],
  reasons: readonly Diagnostic[],
): Diagnostic {
  return diagnostic('not-adopted', {
    ...place,
    connection: name,
    detail: `What is on the backend cannot be configured: ${reasons.map(({ detail }) => detail).join(' ')}`,
    fix: 'Mend it on the backend, or decide by hand what the configuration is to say. `flowlink apply` puts the configuration back in force.',
  });
}
