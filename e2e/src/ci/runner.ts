// Runs workflows of GitHub as a runner does, as far as ours need it: conditions, expressions, outputs, artifacts, the composite
// action, and every script with the real bash. Only `npx` and `gh` are not what they would be.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applies, interpolateAll } from './expressions.ts';
import type { GitHubState } from './fake-gh.ts';
import { type Job, parseWorkflow } from './files.ts';
import { installPrograms } from './programs.ts';
import { StepsRun } from './steps-run.ts';

/** What happened to make the workflow run. */
export interface Event {
  readonly name: 'pull_request' | 'push' | 'schedule' | 'workflow_dispatch';
  readonly actor?: string;
  /** Of the pull request. */
  readonly from?: string;
  /** The commit of the pull request. */
  readonly commit?: string;
}

/** The settings of the repository. */
export interface Settings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Secrets of environments. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface JobRun {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** What its scripts printed. */
  readonly log: string;
  readonly summary: string;
  /** All that its scripts could read: the environment of each. */
  readonly environments: readonly Readonly<Record<string, string>>[];
}

const REPOSITORY = 'acme/flowlink';

export class GitHub {
  private readonly folder: string;
  private readonly project: string;
  private readonly settings: Settings;
  private readonly machine: Readonly<Record<string, string>>;

  /**
   * @param folder for everything it writes
   * @param project what is in the repository
   * @param machine variables that every script has
   */
  constructor(
    folder: string,
    project: string,
    settings: Settings,
    machine: Readonly<Record<string, string>>,
  ) {
    this.folder = folder;
    this.project = project;
    this.settings = settings;
    this.machine = {
      ...machine,
      PATH: installPrograms(join(folder, 'bin')),
      GH_STATE: join(folder, 'github.json'),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
    };
    this.state = { comments: [], issues: [], calls: [] };
  }

  /** What GitHub knows; tests change it. */
  get state(): GitHubState {
    return JSON.parse(readFileSync(join(this.folder, 'github.json'), 'utf8')) as GitHubState;
  }

  set state(state: GitHubState) {
    writeFileSync(join(this.folder, 'github.json'), JSON.stringify(state));
  }

  /** One run of a workflow. Jobs run one after the other, in the order in which they stand. */
  async run(text: string, event: Event): Promise<Readonly<Record<string, JobRun>>> {
    const workflow = parseWorkflow(text);
    const folder = mkdtempSync(join(this.folder, 'run-'));
    const github = githubContext(event);
    const runs: Record<string, JobRun> = {};
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const needed = job.needs === undefined ? undefined : runs[job.needs];
      const needs = needed ? { [job.needs ?? '']: needed } : {};
      const scope = {
        contexts: { github, needs },
        hasFailed: needed !== undefined && needed.result !== 'success',
      };
      runs[name] = applies(job.if, scope)
        ? await this.runJob(job, workflow.env ?? {}, { github, needs }, folder, name)
        : { result: 'skipped', outputs: {}, log: '', summary: '', environments: [] };
    }
    return runs;
  }

  private async runJob(
    job: Job,
    workflowEnv: Readonly<Record<string, string>>,
    { github, needs }: { readonly github: object; readonly needs: object },
    folder: string,
    name: string,
  ): Promise<JobRun> {
    const secrets = { ...this.settings.secrets, ...this.settings.environments[job.environment ?? ''] };
    const contexts = { github, needs, secrets, vars: this.settings.vars };
    const workspace = join(folder, name);
    mkdirSync(workspace);
    const env = interpolateAll(workflowEnv, { contexts, hasFailed: false });
    const run = new StepsRun(workspace, join(folder, 'artifacts'), this.project, this.machine);
    await run.steps(job.steps, contexts, env);
    const scope = { contexts: { ...contexts, env, steps: run.outcomes }, hasFailed: false };
    return {
      result: run.hasFailed ? 'failure' : 'success',
      outputs: interpolateAll(job.outputs ?? {}, scope),
      log: run.log,
      summary: existsSync(run.summaryFile) ? readFileSync(run.summaryFile, 'utf8') : '',
      environments: run.environments,
    };
  }
}

/** What an expression finds under `github`. */
export function githubContext({
  name,
  actor = 'maria',
  from = REPOSITORY,
  commit = '0a1b2c3',
}: Event): object {
  const pullRequest = { number: 7, head: { sha: commit, repo: { full_name: from } } };
  return {
    event_name: name,
    event: name === 'pull_request' ? { pull_request: pullRequest } : {},
    repository: REPOSITORY,
    server_url: 'https://github.com',
    run_id: 42,
    actor,
    token: 'token-of-the-job',
  };
}
