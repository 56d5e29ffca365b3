// Diagnostics as machine-readable outputs show them, per the published schema.
import type { Diagnostic as DiagnosticJson, Location } from '@flowlink/schema';
import type { Diagnostic, Place } from './diagnostic.ts';
import { documentationOf } from './documentation.ts';
import { lineColumn, type Sources } from './source-file.ts';

/** The diagnostic with offsets turned into lines and columns. */
export function diagnosticJson(problem: Diagnostic, sources: Sources): DiagnosticJson {
  const { code, severity, summary, detail, fix, connection, file, range, related } = problem;
  // A problem of a whole file stands at its beginning.
  const location =
    file === undefined ? undefined : locate({ file, range: range ?? { start: 0, end: 0 } }, sources);
  return {
    code,
    severity,
    summary,
    detail,
    ...(fix === undefined ? {} : { fix }),
    documentation: documentationOf(code),
    ...(connection === undefined ? {} : { connection }),
    ...(location ? { location } : {}),
    ...(related
      ? { related: related.map(({ message, ...place }) => ({ message, location: locate(place, sources) })) }
      : {}),
  };
}

/** Lines and columns of a place. A file that was not read counts as one empty line. */
export function locate({ file, range }: Place, sources: Sources): Location {
  const text = sources.get(file)?.text ?? '';
  const start = lineColumn(text, range.start);
  const end = lineColumn(text, range.end);
  return { file, line: start.line, column: start.column, end_line: end.line, end_column: end.column };
}
