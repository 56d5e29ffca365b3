// The files of CI in this repository, and what is in them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export const readRepository = (path: string): string => readFileSync(join(repository, path), 'utf8');

const workflowsIn = (folder: string) =>
  readdirSync(join(repository, folder))
    .filter((name) => /\.ya?ml$/.test(name) && name !== 'flowlink.yaml' && name !== '.gitlab-ci.yml')
    .map((name) => `${folder}/${name}`);

/** Workflows of GitHub: this repository's own, and those of the example. */
export const workflows: readonly string[] = [
  '.github/workflows',
  'examples/ci',
  'examples/ci/.github/workflows',
].flatMap(workflowsIn);

export const ACTION = 'action.yml';
export const GITLAB_PIPELINE = 'examples/ci/.gitlab-ci.yml';

export interface Step {
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: boolean;
  readonly 'working-directory'?: string;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** @param text aliases are followed; a job that calls another workflow has no steps */
export function parseWorkflow(text: string): Workflow {
  const { jobs, ...rest } = parse(text) as Workflow;
  const withSteps = Object.entries(jobs).map(([name, job]) => [name, { ...job, steps: job.steps ?? [] }]);
  return { ...rest, jobs: Object.fromEntries(withSteps) as Workflow['jobs'] };
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const parseAction = (text: string): Action => parse(text) as Action;
