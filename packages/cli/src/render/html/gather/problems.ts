// Diagnostics as the page shows them.
import type { Diagnostic } from '@flowlink/schema';
import { positionText } from '../../position.ts';
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
      ...(location ? [{ position: safe(positionText(location)), message: '' }] : []),
      ...(related ?? []).map((place) => ({
        position: safe(positionText(place.location)),
        message: safeProse(place.message),
      })),
    ],
  };
}
