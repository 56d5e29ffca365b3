// Runs the steps of one job, those of composite actions included.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { applies, interpolate, interpolateAll, type Scope } from './expressions.ts';
import { ACTION, parseAction, readRepository, repository, type Step } from './files.ts';

export class StepsRun {
  hasFailed = false;
  log = '';
  readonly environments: Record<string, string>[] = [];
  outcomes: Record<string, { outputs: Record<string, string> }> = {};
  readonly summaryFile: string;
  private readonly workspace: string;
  private readonly artifacts: string;
  private readonly project: string;
  private readonly machine: Readonly<Record<string, string>>;

  constructor(
    workspace: string,
    artifacts: string,
    project: string,
    machine: Readonly<Record<string, string>>,
  ) {
    this.workspace = workspace;
    this.artifacts = artifacts;
    this.project = project;
    this.machine = machine;
    this.summaryFile = `${workspace}.summary`;
  }

  async steps(
    steps: readonly Step[],
    contexts: Readonly<Record<string, unknown>>,
    inherited: Readonly<Record<string, string>>,
  ): Promise<void> {
    for (const step of steps) {
      const before = this.scope(contexts, inherited);
      if (!applies(step.if, before)) continue;
      const env = { ...inherited, ...interpolateAll(step.env ?? {}, before) };
      const scope = this.scope(contexts, env);
      const failed = await (step.run === undefined
        ? this.use(step, scope, contexts, env)
        : this.script(step, scope, env));
      if (failed && step['continue-on-error'] !== true) this.hasFailed = true;
    }
  }

  private scope(contexts: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>>): Scope {
    return { contexts: { ...contexts, env, steps: this.outcomes }, hasFailed: this.hasFailed };
  }

  /** @returns whether it failed */
  private async script(
    { run = '', id, shell, ...step }: Step,
    scope: Scope,
    env: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    if (run.includes('${{')) throw new Error(`an expression in a script: ${run}`);
    const outputFile = `${this.workspace}.output`;
    writeFileSync(outputFile, '');
    const environment: Record<string, string> = {
      ...this.machine,
      ...env,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: this.summaryFile,
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_ACTION_PATH: repository,
    };
    this.environments.push(environment);
    const cwd = join(this.workspace, interpolate(step['working-directory'] ?? '.', scope));
    // As the runner does: stricter if the step names its shell.
    const argv = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run] : ['-ec', run];
    const child = spawn('bash', argv, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.log += text;
      });
    const [status] = (await once(child, 'close')) as [number | null];
    if (id !== undefined) this.outcomes[id] = { outputs: readOutputs(readFileSync(outputFile, 'utf8')) };
    return status !== 0;
  }

  /** @returns whether it failed */
  private async use(
    step: Step,
    scope: Scope,
    contexts: Readonly<Record<string, unknown>>,
    env: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const inputs = interpolateAll(step.with ?? {}, scope);
    const action = step.uses?.split('@')[0];
    switch (action) {
      case 'actions/checkout':
        cpSync(this.project, this.workspace, { recursive: true });
        return false;
      case 'actions/setup-node':
        return false;
      case 'actions/upload-artifact':
        this.upload(inputs);
        return false;
      case 'actions/download-artifact':
        return this.download(inputs);
      case 'flowlink/flowlink-as-code':
        await this.composite(step, inputs, contexts, env);
        return false;
      default:
        throw new Error(`unknown action ${action}`);
    }
  }

  /** Files lie in an artifact as they lie below the folder that all of them are in. */
  private upload({ name = '', path = '' }: Record<string, string>): void {
    const paths = path.split('\n').filter((one) => one !== '');
    const root = dirname(join(this.workspace, paths[0] ?? ''));
    for (const file of paths.map((one) => join(this.workspace, one)).filter((one) => existsSync(one)))
      cpSync(file, join(this.artifacts, name, relative(root, file)), { recursive: true });
  }

  private download({ name = '', path = '.' }: Record<string, string>): boolean {
    const from = join(this.artifacts, name);
    if (!existsSync(from)) return true;
    cpSync(from, join(this.workspace, path), { recursive: true });
    return false;
  }

  /** Its steps see its inputs in place of the contexts of the workflow that are not theirs. */
  private async composite(
    { id }: Step,
    given: Readonly<Record<string, string>>,
    { github }: Readonly<Record<string, unknown>>,
    env: Readonly<Record<string, string>>,
  ): Promise<void> {
    const action = parseAction(readRepository(ACTION));
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
    const inputs = {
      ...interpolateAll(Object.fromEntries(defaults) as Record<string, string>, this.scope({ github }, env)),
      ...given,
    };
    const outer = this.outcomes;
    this.outcomes = {};
    await this.steps(action.runs.steps, { github, inputs }, env);
    const values = Object.entries(action.outputs).map(([name, { value }]) => [name, value]);
    const outputs = interpolateAll(
      Object.fromEntries(values) as Record<string, string>,
      this.scope({ github }, env),
    );
    this.outcomes = id === undefined ? outer : { ...outer, [id]: { outputs } };
  }
}

/** Both forms: `name=value`, and a value of several lines between delimiters. */
function readOutputs(text: string): Record<string, string> {
  const outputs = [...text.matchAll(/^([\w-]+)(?:=(.*)|<<(.+)\n([\s\S]*?)\n?^\3$)/gm)];
  return Object.fromEntries(outputs.map(([, name = '', line, , lines]) => [name, line ?? lines ?? '']));
}
