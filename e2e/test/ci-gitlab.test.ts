// The pipeline of GitLab, its scripts run with the real bash against a real backend: one note, and exactly the saved plan.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openExample } from '../src/ci/example.ts';
import { type FakeGitLab, startFakeGitLab } from '../src/ci/fake-gitlab.ts';
import { GITLAB_PIPELINE, readRepository } from '../src/ci/files.ts';
import { installPrograms } from '../src/ci/programs.ts';
import type { Workplace } from '../src/workplace.ts';

interface PipelineJob {
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly artifacts?: { readonly paths?: readonly string[]; readonly reports?: { readonly junit: string } };
}

const pipeline = parse(readRepository(GITLAB_PIPELINE)) as Readonly<Record<string, PipelineJob>>;

let place: Workplace;
let gitlab: FakeGitLab;
let path: string;

beforeEach(async () => {
  place = await openExample();
  path = installPrograms(join(place.folder, 'bin'));
  gitlab = await startFakeGitLab('token-for-notes', 'projects/3/merge_requests/8/notes');
});

afterEach(async () => {
  await gitlab.close();
  await place.close();
});

/** Runs one job in the project, so that the files of earlier jobs are there as artifacts would be. @returns the exit code */
async function runJob(name: string, more: Readonly<Record<string, string>> = {}): Promise<number | null> {
  const { script = [], variables } = pipeline[name] ?? {};
  const environment = {
    ...place.environment,
    ...variables,
    PATH: path,
    CI: 'true',
    GITLAB_CI: 'true',
    CI_API_V4_URL: gitlab.url,
    CI_MERGE_REQUEST_PROJECT_ID: '3',
    CI_MERGE_REQUEST_IID: '8',
    CI_COMMIT_SHA: 'c0ffee1',
    CI_PIPELINE_URL: 'https://gitlab.com/acme/flowlink/-/pipelines/42',
    FLOWLINK_NOTE_TOKEN: 'token-for-notes',
    ...more,
  };
  const child = spawn('bash', ['-ec', script.join('\n')], {
    cwd: place.project,
    env: environment,
    stdio: 'ignore',
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return status;
}

test('shows the plan in one note, and applies it', async () => {
  expect(await runJob('check')).toBe(0);
  expect(await runJob('plan')).toBe(0);
  for (const { artifacts } of [pipeline.check, pipeline.plan].flatMap((job) => job ?? [])) {
    const files = [...(artifacts?.paths ?? []), artifacts?.reports?.junit ?? ''];
    for (const file of files) expect(existsSync(join(place.project, file)), file).toBe(true);
  }

  // Others' notes, more than one page of them.
  const others = Array.from({ length: 120 }, (_, index) => ({
    id: index + 1,
    author: { id: 1 },
    body: '<!-- flowlink-plan: acme-production -->',
  }));
  gitlab.notes.push(...others);
  expect(await runJob('note')).toBe(0);
  const note = gitlab.notes[120];
  expect(note?.body).toMatch(/^<!-- flowlink-plan: acme-production -->\n.*1 to add.*<sub>Commit c0ffee1/s);

  // Without a plan the same note says so.
  rmSync(join(place.project, 'plan.md'));
  expect(await runJob('note', { CI_COMMIT_SHA: 'bad0bad' })).toBe(0);
  expect(gitlab.notes).toHaveLength(121);
  expect(note?.body).toMatch(/^<!-- flowlink-plan: acme-production -->\n.*no plan.*<sub>Commit bad0bad/s);
  expect(gitlab.calls.filter((call) => !call.startsWith('GET'))).toEqual([
    'POST /api/v4/projects/3/merge_requests/8/notes',
    'PUT /api/v4/projects/3/merge_requests/8/notes/121',
  ]);

  expect(await runJob('note', { FLOWLINK_NOTE_TOKEN: 'wrong' })).toBe(1);
  expect(await runJob('apply')).toBe(0);
  expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
});

test('fails where something is wrong, or has drifted', async () => {
  expect(await runJob('no-plan')).toBe(0);
  await place.flowlink('apply --auto-approve');
  expect(await runJob('drift')).toBe(0);
  await place.editByHand('acme-us', 'maria', (config) => ({ ...config, workflows: {} }));
  expect(await runJob('drift')).toBe(2);
  place.edit('connections/acme-us.yaml', 'action: get_orders', 'action: get_order');
  expect(await runJob('check')).toBe(1);
  expect(place.read('check.xml')).toContain('get_order');
});
