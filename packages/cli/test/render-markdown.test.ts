// Plans in Markdown: whole documents, their length, and that nothing in a name or value means anything to GitHub.
import { diagnosticJson } from '@flowlink/core';
import type { Change, Diagnostic, FieldChange } from '@flowlink/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit } from '../src/render/markdown/fit.ts';
import { COMMENT_LIMIT, MIN_LIMIT } from '../src/render/markdown/fit.ts';
import { renderMarkdown } from '../src/render/markdown/plan.ts';
import type { PlanReport } from '../src/render/plan-report.ts';
import { codeIn, headingsOf, liveParts, parseGfm } from './gfm.ts';
import { destruction, everything, hostile, large, nothing, planOf, sprawling } from './plans.ts';
import { problems, sources } from './problems.ts';
import { contradicted, open, resultOf, unreachable, unresolved } from './verifications.ts';

const comment: Limit = { size: COMMENT_LIMIT, unit: 'characters' };
const found: readonly Diagnostic[] = problems.map((problem) => diagnosticJson(problem, sources));
const warnings = found.filter(({ severity }) => severity === 'warning');

const reportOf = (plan: PlanReport['plan'], more: Partial<PlanReport> = {}): PlanReport => ({
  plan,
  diagnostics: [],
  verification: undefined,
  scopes: [],
  ...more,
});

describe('a plan in Markdown', () => {
  it.each<[string, PlanReport]>([
    [
      'everything',
      reportOf(everything, { diagnostics: warnings, verification: [open, resultOf('acme-us')] }),
    ],
    [
      'contradicted',
      reportOf(everything, {
        verification: [contradicted, open, unreachable, unresolved],
        diagnostics: found,
      }),
    ],
    ['destroy', reportOf({ ...destruction, targets: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })],
    ['nothing', reportOf(nothing, { verification: [] })],
    ['long', reportOf(sprawling)],
    ['large', reportOf(large)],
    ['hostile', reportOf(hostile)],
  ])('with %s', async (name, report) => {
    const text = renderMarkdown(report, comment);
    await expect(text).toMatchFileSnapshot(`__golden__/markdown-${name}.md`);
    expect(liveParts(parseGfm(text))).toEqual([]);
  });

  it('that failed says what is wrong', async () => {
    const text = renderMarkdown({ workspace: 'acme-production', diagnostics: found }, comment);
    await expect(text).toMatchFileSnapshot('__golden__/markdown-failed.md');
    expect(liveParts(parseGfm(text))).toEqual([]);
    expect(renderMarkdown({ workspace: undefined, diagnostics: found }, comment)).toMatch(
      /^<!-- flowlink-plan -->\n/,
    );
  });

  it('loses the details of what is least important first', async () => {
    const text = renderMarkdown(
      reportOf(everything, { verification: [contradicted], diagnostics: warnings }),
      {
        size: MIN_LIMIT,
        unit: 'characters',
      },
    );
    await expect(text).toMatchFileSnapshot('__golden__/markdown-short.md');
  });

  it('names all that would be lost as long as there is room, and counts the rest', () => {
    const doomed = planOf([
      ...large.changes,
      ...Array.from(
        { length: 100 },
        (_, index) => ({ ...destruction.changes[0], name: `doomed-${index}` }) as Change,
      ),
    ]);
    const namedWithin = (size: number) => {
      const text = renderMarkdown(reportOf(doomed), { size, unit: 'characters' });
      const codes = codeIn(parseGfm(text));
      return { text, named: codes.filter((code) => /^(doomed-\d+|acme-001|zebra)$/.test(code)).length };
    };
    expect(namedWithin(10_000).named).toBe(102);
    const { text, named } = namedWithin(MIN_LIMIT);
    expect(named).toBeGreaterThan(30);
    expect(text).toContain(`… and ${102 - named} more: ${101 - named} to destroy, 1 to replace.`);
  });
});

/** Whatever could end what it stands in, or mean something to GitHub. */
const trap = fc.oneof(
  fc.constantFrom(
    ...[
      '`',
      '``',
      '```',
      '````',
      '~~~',
      '|',
      '-->',
      '<!--',
      '\\',
      '\n',
      '\n\n',
      '\r\n',
      '\u2028',
      ' ',
      '  ',
      '-',
      '---',
    ],
    ...[
      '<script>alert(1)</script>',
      '</details>',
      '</code>',
      '</summary>',
      '<img src=x onerror=x>',
      '&lt;',
      '&#64;',
    ],
    ...[
      '@octocat',
      '@org/team',
      '#123',
      'GH-1',
      'a/b#1',
      'a@b.example',
      '0123456789abcdef0123',
      ':tada:',
      '$x$',
      '$`x`$',
    ],
    ...[
      'https://evil.example',
      'www.evil.example',
      '[x](https://evil.example)',
      '![x](y)',
      '[^1]',
      '[x]: y',
      '- [ ] x',
    ],
    ...[
      '**x**',
      '_x_',
      '~~x~~',
      '# x',
      '1. x',
      '> x',
      '> [!NOTE]',
      '    x',
      '\t',
      'word',
      'a_b',
      '…',
      '\u202E',
      '\uD800',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.array(trap, { maxLength: 6 }).map((parts) => parts.join(''));

const fieldArbitrary: fc.Arbitrary<FieldChange> = fc
  .record({
    path: fc.array(text, { minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom('add', 'remove', 'change'),
    before: fc.oneof(text, fc.integer(), fc.boolean()),
    after: fc.oneof(text, fc.integer(), fc.boolean()),
    sensitive: fc.boolean(),
    forces_replacement: fc.boolean(),
    direction: fc.constantFrom('config', 'backend', 'conflict'),
    position: fc.record({ file: text, line: fc.nat(), column: fc.nat() }),
  })
  .map((field) => field as unknown as FieldChange);

const changeArbitrary: fc.Arbitrary<Change> = fc
  .record({
    name: text,
    action: fc.constantFrom('import', 'create', 'update', 'replace', 'move', 'forget', 'destroy'),
    reason: text,
    config: fc.constantFrom(null, { platform: 'bigcommerce' }),
    fields: fc.array(fieldArbitrary, { maxLength: 6 }),
    position: fc.record({ file: text, line: fc.nat(), column: fc.nat() }),
  })
  .map((change) => ({ revision: 1, secrets: {}, ...change }) as unknown as Change);

const diagnosticArbitrary: fc.Arbitrary<Diagnostic> = fc
  .record({
    code: text,
    severity: fc.constantFrom('error', 'warning'),
    summary: text,
    detail: text,
    fix: text,
    connection: text,
    location: fc.record({ file: text, line: fc.nat(), column: fc.nat() }),
    related: fc.array(
      fc.record({ message: text, location: fc.record({ file: text, line: fc.nat(), column: fc.nat() }) }),
      { maxLength: 2 },
    ),
  })
  .map((problem) => problem as unknown as Diagnostic);

const resultArbitrary = fc
  .record({
    name: text,
    status: fc.constantFrom('verified', 'failed', 'unreachable', 'stopped'),
    checks: fc.array(
      fc.record({
        field: text,
        item: text,
        status: fc.constantFrom('verified', 'contradicted'),
        reason: text,
      }),
      { maxLength: 3 },
    ),
    overGranted: fc.array(text, { maxLength: 2 }),
  })
  .map((result) => ({ ...resultOf(''), ...result }) as ReturnType<typeof resultOf>);

const reportArbitrary: fc.Arbitrary<PlanReport> = fc
  .record({
    changes: fc.array(changeArbitrary, { maxLength: 25 }),
    workspace: text,
    backend_url: text,
    tool_version: text,
    created_at: text,
    targets: fc.array(text, { maxLength: 8 }),
    diagnostics: fc.array(diagnosticArbitrary, { maxLength: 6 }),
    verification: fc.option(fc.array(resultArbitrary, { maxLength: 6 }), { nil: undefined }),
  })
  .map(({ changes, diagnostics, verification, ...rest }) =>
    reportOf(planOf(changes, rest), { diagnostics, verification }),
  );

const limitArbitrary: fc.Arbitrary<Limit> = fc.record({
  size: fc.oneof(fc.integer({ min: MIN_LIMIT, max: 10_000 }), fc.constant(COMMENT_LIMIT)),
  unit: fc.constantFrom('characters', 'bytes'),
});

const sizeOf = (markdown: string, { unit }: Limit) =>
  unit === 'bytes' ? Buffer.byteLength(markdown) : markdown.length;

const OUR_HEADINGS =
  /^(Plan: \d.*\.|Plan failed: \d+ errors?\.|No changes\. .*|Destroyed, replaced or forgotten|Not verified against the stores|Warnings|Errors and warnings|Other changes|Changes)$/;

describe('whatever names and values hold', () => {
  it('the document is no longer than its limit, and nothing in it but our structure has a meaning', () => {
    fc.assert(
      fc.property(reportArbitrary, limitArbitrary, (report, limit) => {
        const markdown = renderMarkdown(report, limit);
        expect(sizeOf(markdown, limit)).toBeLessThanOrEqual(limit.size);
        const nodes = parseGfm(markdown);
        expect(liveParts(nodes)).toEqual([]);
        for (const heading of headingsOf(nodes)) expect(heading).toMatch(OUR_HEADINGS);
        expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2028]/u);
      }),
      { numRuns: 80 },
    );
  });

  it('so is that of a plan that failed', () => {
    const failure = fc.record({
      workspace: fc.option(text, { nil: undefined }),
      diagnostics: fc.array(diagnosticArbitrary, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(failure, limitArbitrary, (outcome, limit) => {
        const markdown = renderMarkdown(outcome, limit);
        expect(sizeOf(markdown, limit)).toBeLessThanOrEqual(limit.size);
        const nodes = parseGfm(markdown);
        expect(liveParts(nodes)).toEqual([]);
        for (const heading of headingsOf(nodes)) expect(heading).toMatch(OUR_HEADINGS);
      }),
      { numRuns: 60 },
    );
  });

  it('the longest of everything still fits the smallest limit', () => {
    const long = '`@é|'.repeat(2_000);
    const fields = [
      {
        path: [long],
        kind: 'change',
        before: long,
        after: long,
        direction: 'config',
      } as unknown as FieldChange,
    ];
    const change = { name: long, reason: long, fields, secrets: {}, revision: 1, config: null };
    const plan = planOf(
      (['destroy', 'replace', 'forget', 'create', 'update', 'move', 'import'] as const).map(
        (action) => ({ ...change, action }) as unknown as Change,
      ),
      {
        workspace: long,
        backend_url: long,
        tool_version: long,
        created_at: long,
        targets: Array(20).fill(long),
      },
    );
    const diagnostics = found.map((problem) => ({ ...problem, detail: long, connection: long }));
    const report = reportOf(plan, { diagnostics, verification: [{ ...contradicted, name: long }] });
    for (const unit of ['characters', 'bytes'] as const) {
      const limit: Limit = { size: MIN_LIMIT, unit };
      expect(sizeOf(renderMarkdown(report, limit), limit)).toBeLessThanOrEqual(MIN_LIMIT);
    }
  });
});
