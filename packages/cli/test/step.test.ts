// What a step of a GitHub workflow is told: outputs that no value can forge, and a summary that has room.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderMarkdown } from '../src/render/markdown/plan.ts';
import { driftOutputs, planOutputs, renderOutputs } from '../src/render/step-outputs.ts';
import { type Tidings, tellStep } from '../src/tasks/step.ts';
import { configurationAhead, everything as drifted } from './drifts.ts';
import { everything, large, nothing } from './plans.ts';
import { contradicted, resultOf } from './verifications.ts';

const reportOf = (plan: typeof everything, verification = [resultOf('acme-us')]) => ({
  plan,
  diagnostics: [],
  verification,
  scopes: [],
});
const failure = {
  workspace: 'acme',
  diagnostics: [
    { code: 'x', severity: 'error' as const, summary: '', detail: '', documentation: 'https://example.com' },
  ],
};

describe('outputs', () => {
  it('of a plan', () => {
    expect(planOutputs(reportOf(everything))).toEqual({
      outcome: 'changes',
      changes: true,
      add: 2,
      change: 1,
      destroy: 2,
      import: 1,
      rename: 1,
      forget: 1,
      summary: 'Plan: 1 to import, 2 to add, 1 to change, 1 to rename, 1 to forget, 2 to destroy.',
    });
    expect(planOutputs(reportOf(nothing))).toMatchObject({
      outcome: 'no-changes',
      changes: false,
      add: 0,
      summary: 'No changes. The backend matches the configuration (12 connections).',
    });
    expect(planOutputs(reportOf(everything, [contradicted]))).toMatchObject({ outcome: 'not-verified' });
    expect(planOutputs(failure)).toEqual({ outcome: 'failed', summary: 'Plan failed: 1 error.' });
  });

  it('of a comparison', () => {
    expect(driftOutputs({ drift: drifted })).toMatchObject({ outcome: 'drift', drift: true });
    expect(driftOutputs({ drift: configurationAhead })).toEqual({
      outcome: 'no-drift',
      drift: false,
      summary: 'No drift.',
    });
    expect(driftOutputs(failure)).toEqual({ outcome: 'failed', summary: 'Comparison failed: 1 error.' });
  });

  it('stand between delimiters', () => {
    const outputs = { summary: 'a\nchanges=false\nEOF', add: 2 };
    expect(renderOutputs(outputs, 'c0ffee')).toBe(
      'summary<<flowlink_c0ffee\na\nchanges=false\nEOF\nflowlink_c0ffee\nadd<<flowlink_c0ffee\n2\nflowlink_c0ffee\n',
    );
  });
});

describe('a step', () => {
  const tidings: Tidings = {
    summary: (limit) => renderMarkdown(reportOf(large), limit),
    outputs: { changes: true },
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flowlink-step-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const paths = () => ({ summary: join(folder, 'summary'), outputs: join(folder, 'outputs') });

  it('is told after what is there already', async () => {
    writeFileSync(paths().summary, 'before');
    writeFileSync(paths().outputs, 'a=1\n');
    expect(await tellStep(paths(), tidings, 'ab')).toEqual([]);
    expect(readFileSync(paths().summary, 'utf8')).toMatch(
      /^before\n\n<!-- flowlink-plan: acme-production -->\n/,
    );
    expect(readFileSync(paths().outputs, 'utf8')).toBe('a=1\nchanges<<flowlink_ab\ntrue\nflowlink_ab\n');
  });

  it.each([1_048_576 - 4_002, 1_048_576 - 5_000])(
    'is told no more than has room beside %i bytes',
    async (bytes) => {
      writeFileSync(paths().summary, 'é'.repeat(bytes / 2));
      expect(await tellStep(paths(), tidings, 'ab')).toEqual([]);
      expect(statSync(paths().summary).size).toBeGreaterThan(bytes + 1_000);
      expect(statSync(paths().summary).size).toBeLessThanOrEqual(1_048_576);
    },
  );

  it('is left alone outside of GitHub', async () => {
    expect(await tellStep({ summary: undefined, outputs: undefined }, tidings, 'ab')).toEqual([]);
  });

  it('that cannot be told is a warning', async () => {
    writeFileSync(paths().summary, 'x'.repeat(1_048_576));
    mkdirSync(paths().outputs);
    const problems = await tellStep(paths(), tidings, 'ab');
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning unwritable-step-file',
      'warning unwritable-step-file',
    ]);
    expect(problems[0]?.detail).toBe(
      `${paths().summary}, which GITHUB_STEP_SUMMARY names, cannot be written: there is no room left in it.`,
    );
    expect(statSync(paths().summary).size).toBe(1_048_576);
  });
});
