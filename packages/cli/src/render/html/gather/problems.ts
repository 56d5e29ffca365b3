// Diagnostics as the page shows them.
import type { Diagnostic, Location } from '@flowlink/schema';
import type { ProblemData } from '../page-data.ts';
import { safe, safeProse } from './safe-text.ts';

export function problemData(problem: Diagnostic): ProblemData {
  const { severity, code, summary, detail, fix, connection, location, related } = problem;
  return {
    severity,
    code: safe(code),
    summary: safeProse(summary),
    detail: safeProse(detail),
    fix: safeProse(fix ?? ''),
    connection: safe(connection ?? ''),
    places: [
      ...(location ? [{ position: placeText(location), message: '' }] : []),
      ...(related ?? []).map((place) => ({
        position: placeText(place.location),
        message: safeProse(place.message),
      })),
    ],
  };
}

function placeText({ file, line, column }: Location): string {
  return safe(`${file}:${line}:${column}`);
}
