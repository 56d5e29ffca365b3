// Starts a project: asks what it is to be, checks what would be written, and writes it.
import {
  CI_FILES,
  type ContinuousIntegration,
  type Diagnostic,
  diagnostic,
  type PlannedFile,
  type Ports,
  type ProjectAnswers,
  type ProjectSetup,
  type Report,
  ROOT_FILE,
  settleProject,
  setUpProject,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { pathInRepository } from '../edge/git.ts';
import { withPorts } from '../edge/ports.ts';
import { readSchemaFile } from '../edge/schema-file.ts';
import { renderStarted } from '../render/init.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';
import { schemaFiles } from '../schema-files.ts';
import {
  answersFrom,
  askAnswers,
  defaultsFor,
  type GivenAnswers,
  isReplacementWanted,
} from './init-questions.ts';
import { writeFiles } from './project-files.ts';

export interface InitOptions extends GivenAnswers {
  readonly directory: string;
  /** Whether defaults count as answers, and nothing is asked. */
  readonly yes: boolean;
  /** Whether files that are there already are overwritten. */
  readonly force: boolean;
}

/** What is to be written, and what the end says of it. */
interface Start extends Pick<ProjectSetup, 'connection' | 'variables'>, Pick<ProjectAnswers, 'ci'> {
  readonly files: readonly PlannedFile[];
  readonly hasEnv: boolean;
}

/** @returns the exit code */
export function initProject(console: Console, options: InitOptions): Promise<number> {
  return withPorts(options.directory, async (ports) => {
    const asking = console.isInteractive && !console.json && !options.yes;
    const planned = await planStart(ports, options, asking);
    if (planned === 'cancelled') {
      console.print('\nCancelled. Nothing was changed.\n');
      return 1;
    }
    const { value: start, ...things } = planned;
    if (!start) return printFailure(console, things);
    if (asking) console.print('\n');
    const problem = await write(start.files, options.directory);
    if (problem) return printFailure(console, { ...things, diagnostics: [...things.diagnostics, problem] });
    if (console.json) {
      printDocument(console, things, { files: start.files.map(({ file, action }) => ({ file, action })) });
    } else {
      printDiagnostics(console, things);
      console.print(renderStarted({ ...start, directory: options.directory }, console.style));
    }
    return 0;
  });
}

/** Everything is read, asked and checked before anything is written. */
async function planStart(
  ports: Ports,
  options: InitOptions,
  asking: boolean,
): Promise<Report<Start> | 'cancelled'> {
  const { directory, force, yes } = options;
  const isProject = await isPresent(ports, ROOT_FILE);
  if (isProject && !force && !asking) return noticed(projectExists());
  if (isProject && !force && !(await isReplacementWanted(ROOT_FILE))) return 'cancelled';
  const defaults = defaultsFor(directory, ports.environment);
  const obtained = asking ? await askAnswers(options, defaults) : answersFrom(options, defaults, yes);
  if (obtained === 'cancelled') return obtained;
  if ('problem' in obtained) return noticed(obtained.problem);
  const schemas = {
    configuration: await readSchemaFile(schemaFiles.configuration),
    connections: await readSchemaFile(schemaFiles.connections),
  };
  const { toolVersion } = ports;
  const { value: setup, diagnostics } = await setUpProject(ports, obtained.answers, { schemas, toolVersion });
  if (!setup) return noticed(...diagnostics);
  const replaced = await chooseReplaced(setup.inTheWay, force, asking);
  if (replaced === 'cancelled') return replaced;
  const { value: files, diagnostics: noted, sources } = await settleProject(ports, setup, replaced);
  if (!files) return { diagnostics: noted, sources };
  const { ci } = obtained.answers;
  const misplaced = await whyMisplaced(ci, directory);
  const hasEnv = await isPresent(ports, '.env');
  return { value: { ...setup, files, ci, hasEnv }, diagnostics: [...noted, ...misplaced], sources };
}

/** About flowlink.yaml the person was asked before everything else. */
async function chooseReplaced(
  inTheWay: readonly string[],
  force: boolean,
  asking: boolean,
): Promise<readonly string[] | 'cancelled'> {
  if (force) return inTheWay;
  const replaced: string[] = [];
  for (const file of inTheWay) {
    const isReplaced = file === ROOT_FILE || (asking && (await isReplacementWanted(file)));
    if (isReplaced === undefined) return 'cancelled';
    if (isReplaced) replaced.push(file);
  }
  return replaced;
}

async function isPresent({ files }: Ports, file: string): Promise<boolean> {
  const content = await files.read(file);
  return !('failure' in content && content.failure === 'missing');
}

/** flowlink.yaml last: it makes the folder a project. */
function write(files: readonly PlannedFile[], directory: string): Promise<Diagnostic | undefined> {
  const written = files.flatMap((file) => (file.action === 'kept' ? [] : [file]));
  const inOrder = written.toSorted((a, b) => Number(a.file === ROOT_FILE) - Number(b.file === ROOT_FILE));
  return writeFiles(directory, inOrder);
}

/** A pipeline that never runs would be noticed late. */
async function whyMisplaced(ci: ContinuousIntegration, directory: string): Promise<Diagnostic[]> {
  const path = ci === 'none' ? undefined : await pathInRepository(directory);
  if (ci === 'none' || path === undefined) return [];
  return [
    diagnostic('ci-misplaced', {
      detail: `${CI_FILES[ci]} is read at the root of a repository only, and this project is in the folder ${path} of its repository.`,
      fix: `Move the file to the root, and let its commands run in ${path}.`,
    }),
  ];
}

function projectExists(): Diagnostic {
  return diagnostic('project-exists', {
    detail: `This folder holds a ${ROOT_FILE} already. Nothing was written.`,
    fix: `Add connections to the project with \`flowlink add FILE\`, name another folder with --directory, or overwrite it with --force.`,
  });
}
