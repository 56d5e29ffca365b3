// Reports of plans and drift as CI meets them: files, the step's summary and outputs, whatever became of the plan.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../src/workplace.ts';

let place: Workplace;
const path = (name: string) => join(place.folder, name);
const text = (name: string) => readFileSync(path(name), 'utf8');

/** A step of a workflow, with files of its own. */
const step = () => ({ GITHUB_STEP_SUMMARY: path('summary'), GITHUB_OUTPUT: path('outputs') });

/** The outputs of the step by name. */
function outputs(): Record<string, string> {
  const found = text('outputs').matchAll(/^(\w+)<<(flowlink_[0-9a-f]{32})\n(.*)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}

beforeAll(async () => {
  place = await Workplace.open('agency');
  place.useExample('agency');
  await place.openStores();
});
beforeEach(() => {
  for (const name of ['summary', 'outputs']) writeFileSync(path(name), '');
});
afterAll(() => place.close());

test('a plan of a pull request', async () => {
  const made = await place.flowlink('plan --out ../plan.json --markdown ../plan.md', step());
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const steady = place.steady({ status: 0, stdout: text('plan.md'), stderr: '' });
  await expect(steady).toMatchFileSnapshot('__golden__/reports-plan.md');
  expect(text('summary')).toBe(text('plan.md'));
  expect(outputs()).toMatchObject({ outcome: 'changes', changes: 'true', change: '0', destroy: '0' });
  expect(made.stdout).toContain(`${outputs().summary}\n`);

  expect((await place.flowlink('show ../plan.json --markdown ../shown.md')).status).toBe(0);
  expect(text('shown.md')).toBe(text('plan.md'));
});

test('a plan as a page holds the changes and no secret', async () => {
  expect(await place.flowlink('plan --verify --html ../plan.html')).toMatchObject({ status: 0, stderr: '' });
  const page = text('plan.html');
  expect(page).toMatch(/^<!DOCTYPE html>\n/);
  expect(page).toContain('<h1 id="title">Plan for agency</h1>');
  const secrets = Object.entries(place.environment).filter(([name]) => /TOKEN/.test(name));
  expect(secrets.length).toBeGreaterThan(1);
  for (const [name, value] of secrets) expect(page, name).not.toContain(value);

  expect((await place.flowlink('show ../plan.json --html ../shown.html')).status).toBe(0);
  expect(text('shown.html')).toContain('the stores were not asked');
});

test('a plan that failed says what is wrong, for its workspace', async () => {
  const before = place.read('flowlink.yaml');
  place.write('flowlink.yaml', `${before}nonsense: 1\n`);
  const failed = await place.flowlink('plan --json --markdown ../failed.md --html ../failed.html', step());
  place.write('flowlink.yaml', before);
  expect(failed.status).toBe(1);
  expect(existsSync(path('failed.html'))).toBe(false);
  expect(text('failed.md')).toMatch(/^<!-- flowlink-plan: agency -->\n\n### Plan failed: 1 error\.\n/);
  expect(text('failed.md')).toContain('- **error** `unknown-key`');
  expect(text('summary')).toBe(text('failed.md'));
  expect(outputs()).toEqual({ outcome: 'failed', summary: 'Plan failed: 1 error.' });
});

test('a plan that the stores contradict is reported, and not saved', async () => {
  const [variable = ''] = Object.keys(place.environment).filter((name) => name.endsWith('ACCESS_TOKEN'));
  const wrong = { [variable]: `0wrong${'0'.repeat(25)}` };
  const refused = await place.flowlink('plan --verify --out ../refused.json --markdown ../refused.md', {
    ...step(),
    ...wrong,
  });
  expect(refused.status).toBe(1);
  expect(existsSync(path('refused.json'))).toBe(false);
  expect(text('refused.md')).toContain('#### Not verified against the stores\n');
  expect(text('refused.md')).toContain('`verify-token`');
  expect(text('refused.md')).not.toContain(wrong[variable]);
  expect(outputs()).toMatchObject({ outcome: 'not-verified', changes: 'true' });
});

test('what cannot be written', async () => {
  const nowhere = await place.flowlink('plan --markdown ../nowhere/plan.md');
  expect(nowhere.status).toBe(1);
  expect(nowhere.stderr).toContain('The report cannot be written to ../nowhere/plan.md');
  const twice = await place.flowlink('plan --out ../same --markdown ../same');
  expect(twice.stderr).toContain('--out and --markdown name the same file.');
  expect(existsSync(path('same'))).toBe(false);
  const small = await place.flowlink('plan --markdown ../small.md --markdown-limit 100');
  expect(small.status).toBe(1);
  expect(small.stderr).toMatch(/^error\[usage\]/);
  const deaf = await place.flowlink('plan --json', { GITHUB_OUTPUT: path('nowhere/outputs') });
  expect(deaf.status).toBe(0);
  expect(JSON.parse(deaf.stdout)).toMatchObject({
    ok: true,
    diagnostics: [{ code: 'unwritable-step-file' }],
  });
});

test('drift of a nightly run', async () => {
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  const calm = await place.flowlink('drift --markdown ../drift.md', step());
  expect(calm).toMatchObject({ status: 0, stderr: '' });
  expect(outputs()).toEqual({ outcome: 'no-drift', drift: 'false', summary: 'No drift.' });
  const [first] = await place.connections();
  const name = first?.name ?? '';
  await place.editByHand(name, 'jo', (config) => ({ ...config, workflows: {} }));
  writeFileSync(path('outputs'), '');
  await place.flowlink('drift --markdown ../drift.md', step());
  expect(text('drift.md')).toMatch(
    /^<!-- flowlink-drift: agency -->\n\n### Drift: 1 connection changed on the backend/,
  );
  expect(text('drift.md')).toContain(`<code>${name}</code>`);
  expect(text('summary')).toContain(text('drift.md'));
  expect(outputs()).toMatchObject({ outcome: 'drift', drift: 'true' });
});
