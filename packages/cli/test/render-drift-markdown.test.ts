// Drift in Markdown: whole documents, and that nothing in a name or value means anything to GitHub.
import { diagnosticJson } from '@flowlink/core';
import { expect, it } from 'vitest';
import { type DriftReport, renderDriftMarkdown } from '../src/render/markdown/drift.ts';
import { COMMENT_LIMIT, type Limit, MIN_LIMIT } from '../src/render/markdown/fit.ts';
import { configurationAhead, driftOf, everything, sources } from './drifts.ts';
import { codeIn, liveParts, parseGfm } from './gfm.ts';
import { sources as problemSources, problems } from './problems.ts';

const comment: Limit = { size: COMMENT_LIMIT, unit: 'characters' };
const reportOf = (drift: DriftReport['drift']): DriftReport => ({ drift, diagnostics: [], sources });

it.each([
  ['everything', everything],
  ['ahead', configurationAhead],
  ['nothing', driftOf([])],
])('with %s', async (name, drift) => {
  const text = renderDriftMarkdown(reportOf(drift), comment);
  await expect(text).toMatchFileSnapshot(`__golden__/drift-markdown-${name}.md`);
  expect(liveParts(parseGfm(text))).toEqual([]);
});

it('says why nothing was compared', () => {
  const diagnostics = problems.map((problem) => diagnosticJson(problem, problemSources));
  const text = renderDriftMarkdown({ workspace: 'acme', diagnostics }, comment);
  expect(text).toContain('<!-- flowlink-drift: acme -->\n\n### Comparison failed: 6 errors.\n');
  expect(liveParts(parseGfm(text))).toEqual([]);
});

it('fits, and lets no value mean anything', () => {
  const trap = '`</details>` @octocat #12 [x](https://evil.example) | <script>\n\n# x';
  const nasty = everything.connections.map((connection) => ({
    ...connection,
    name: trap,
    fields: connection.fields.map((field) => ({
      ...field,
      path: ['workflows', trap, 'parameters', trap] as unknown as typeof field.path,
      after: trap,
      edited: { by: { token: trap, user: trap }, at: trap },
    })),
  }));
  const drift = driftOf(Array.from({ length: 200 }, () => nasty).flat());
  for (const size of [MIN_LIMIT, COMMENT_LIMIT]) {
    const text = renderDriftMarkdown(reportOf(drift), { size, unit: 'characters' });
    expect(text.length).toBeLessThanOrEqual(size);
    const nodes = parseGfm(text);
    expect(liveParts(nodes)).toEqual([]);
    expect(codeIn(nodes)).toContain(trap.replaceAll('\n', '\uFFFD'));
  }
});
