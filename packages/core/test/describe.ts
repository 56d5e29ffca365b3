// Diagnostics as text for golden files: everything a renderer shows, in a fixed layout.
import { codeFrame } from '../src/diagnostics/code-frame.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { locate } from '../src/diagnostics/json.ts';
import type { Sources } from '../src/diagnostics/source-file.ts';

export function describeAll(diagnostics: readonly Diagnostic[], sources: Sources): string {
  return diagnostics.map((problem) => `${describeOne(problem, sources)}\n`).join('\n');
}

function describeOne(
  { code, severity, summary, detail, fix, connection, related, ...at }: Diagnostic,
  sources: Sources,
): string {
  const lines = [`${severity} ${code}: ${summary}`];
  if (connection !== undefined) lines.push(`connection ${connection}`);
  lines.push(...place(at, sources), detail);
  if (fix !== undefined) lines.push(`fix: ${fix}`);
  for (const { message, ...other } of related ?? [])
    lines.push(`related: ${message}`, ...place(other, sources));
  return lines.join('\n');
}

function place({ file, range }: Pick<Diagnostic, 'file' | 'range'>, sources: Sources): string[] {
  if (file === undefined || !range) return [];
  const { line, column, end_line, end_column } = locate({ file, range }, sources);
  const source = sources.get(file);
  const frame = source ? codeFrame(source, range) : [];
  return [
    `at ${file}:${line}:${column}-${end_line}:${end_column}`,
    ...frame.flatMap(({ number, text, underline }) => [
      `${String(number).padStart(4)} | ${text}`,
      ...(underline
        ? [`     | ${' '.repeat(underline.start)}${'^'.repeat(underline.end - underline.start)}`]
        : []),
    ]),
  ];
}
