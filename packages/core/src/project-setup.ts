// The story of `flowlink init`: answers become the files of a new project, which are checked before any is written.

import { type ConnectionConfig, isName, NAME_RULE } from '@flowlink/schema';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from './diagnostics/diagnostic.ts';
import { type ConnectionAnswers, draftConnection } from './edit/connection-draft.ts';
import { withFile } from './edit/edited-files.ts';
import { nameProblems } from './edit/new-connection.ts';
import { plainField } from './edit/plain-field.ts';
import type { ProjectFiles } from './load/project-files.ts';
import { platforms } from './platforms/registry.ts';
import { serviceUrlProblem } from './resolve/service-url.ts';
import { extendGitIgnore } from './scaffold/git-ignore.ts';
import type { NewFile } from './scaffold/new-file.ts';
import { newProjectFiles } from './scaffold/new-project.ts';
import { CONNECTIONS_FOLDER, type ProjectDraft } from './scaffold/project-draft.ts';
import { type ProjectVariable, projectVariables } from './scaffold/project-variables.ts';
import { type Ports, type Report, validate } from './workspace.ts';

/** What only a person can say about a new project. */
export interface ProjectAnswers extends Pick<ProjectDraft, 'workspace' | 'backendUrl' | 'ci'> {
  readonly connection?: ConnectionAnswers;
}

/** A new project beside what its folder holds. */
export interface ProjectSetup {
  /** Files that are there already with another text; they are kept unless somebody wants them replaced. */
  readonly inTheWay: readonly string[];
  /** The scopes that were derived for the first connection, by its name. */
  readonly connection?: { readonly name: string; readonly scopes: readonly string[] };
  readonly variables: readonly ProjectVariable[];
  readonly files: readonly (NewFile & { readonly present: 'no' | 'same' | 'other' })[];
  /** .gitignore with what it lacks. */
  readonly ignored: PlannedFile;
}

/** A file of the project, and what becomes of it. `extended`: it has all it had, and more. */
export type PlannedFile =
  | (NewFile & { readonly action: 'written' | 'extended' })
  | { readonly file: string; readonly action: 'kept' };

/** What is wrong with an answer, if it is; for questions at a terminal. */
export const answerProblems = {
  workspace: (text: string) => workspaceProblems(text)[0]?.detail,
  backendUrl: (text: string) => serviceUrlProblem(text)?.detail,
  storeHash: (platform: ConnectionConfig['platform'], text: string) =>
    plainField(platform, 'store_hash', text).diagnostics[0]?.detail,
};

/** What is to be asked about the first connection, once its store is known. */
export function connectionQuestions(platform: ConnectionConfig['platform'], storeHash: string) {
  const { permanentUrl, actions } = platforms[platform];
  return {
    permanentUrl: permanentUrl(plainField(platform, 'store_hash', storeHash).value ?? storeHash),
    actions,
    checkStoreUrl: (text: string) => plainField(platform, 'store_url', text).diagnostics[0]?.detail,
    checkName: (text: string) => nameProblems(text, [])[0]?.detail,
  };
}

/** @param made what the tool brings along */
export async function setUpProject(
  { files }: Pick<Ports, 'files'>,
  answers: ProjectAnswers,
  made: Pick<ProjectDraft, 'schemas' | 'toolVersion'>,
): Promise<Outcome<ProjectSetup>> {
  const draft = draftProject(answers, { ...made, hasConnections: await holdsConnections(files) });
  const ignored = await planGitIgnore(files);
  const diagnostics = [...draft.diagnostics, ...ignored.diagnostics];
  if (!draft.value || !ignored.value) return { diagnostics };
  const first = draft.value.connection;
  const states = newProjectFiles(draft.value).map(async (file) => ({
    ...file,
    present: await presence(files, file),
  }));
  const present = await Promise.all(states);
  return {
    value: {
      inTheWay: present.filter((file) => file.present === 'other').map(({ file }) => file),
      ...(first ? { connection: { name: first.connection.name, scopes: first.scopes } } : {}),
      variables: projectVariables(draft.value),
      files: present,
      ignored: ignored.value,
    },
    diagnostics,
  };
}

/** @param replaced those of the files in the way that are to be overwritten @returns all files, if they make a valid project */
export async function settleProject(
  { files, environment }: Pick<Ports, 'files' | 'environment'>,
  { files: wanted, ignored, connection }: ProjectSetup,
  replaced: readonly string[],
): Promise<Report<readonly PlannedFile[]>> {
  const planned = wanted.map(({ file, text, present }): PlannedFile => {
    const isWritten = present === 'no' || (present === 'other' && replaced.includes(file));
    return isWritten ? { file, action: 'written', text } : { file, action: 'kept' };
  });
  const written = planned.flatMap((file) => (file.action === 'kept' ? [] : [file]));
  const after = written.reduce((rest, { file, text }) => withFile(rest, file, text), files);
  const { value, diagnostics, sources } = await validate({ files: after, environment });
  if (!value) return { diagnostics, sources };
  const isThere = value.configuration.connections.some(({ name }) => name === connection?.name);
  if (connection && !isThere) {
    return { diagnostics: [...diagnostics, occupied(connection.name)], sources };
  }
  return { value: [...planned, ignored], diagnostics, sources };
}

function draftProject(
  { workspace, backendUrl, connection: described, ci }: ProjectAnswers,
  made: Pick<ProjectDraft, 'schemas' | 'toolVersion' | 'hasConnections'>,
): Outcome<ProjectDraft> {
  const url = plainBackendUrl(backendUrl);
  const connection = described ? draftConnection(described) : undefined;
  const name = described?.name ?? connection?.value?.connection.name;
  const diagnostics = [
    ...workspaceProblems(workspace),
    ...url.diagnostics,
    ...(name === undefined ? [] : nameProblems(name, [])),
    ...(connection?.diagnostics ?? []),
  ];
  if (hasErrors(diagnostics) || url.value === undefined) return { diagnostics };
  const named = connection?.value ? { connection: connection.value } : {};
  return { value: { ...made, workspace, backendUrl: url.value, ci, ...named }, diagnostics };
}

function workspaceProblems(text: string): Diagnostic[] {
  if (isName(text)) return [];
  const detail = `“${text}” cannot be a workspace: ${NAME_RULE}, and start with a letter or a digit.`;
  return [diagnostic('invalid-name', { detail, fix: 'Give another one with --workspace.' })];
}

/** As a browser would write it, so that nothing in it means something to YAML or to references. */
function plainBackendUrl(text: string): Outcome<string> {
  const problem = serviceUrlProblem(text);
  if (!problem) return { value: new URL(text).href.replace(/\/+$/, ''), diagnostics: [] };
  const { insecure, detail, fix } = problem;
  const code = insecure ? 'insecure-backend' : 'invalid-value';
  return { diagnostics: [diagnostic(code, { detail: `About --backend-url: ${detail}`, fix })] };
}

async function holdsConnections(files: ProjectFiles): Promise<boolean> {
  const listed = await files.list(CONNECTIONS_FOLDER);
  const entries = 'entries' in listed ? listed.entries : [];
  return entries.some(({ name, kind }) => kind === 'file' && name.endsWith('.yaml'));
}

async function presence(
  files: ProjectFiles,
  { file, text }: NewFile,
): Promise<ProjectSetup['files'][number]['present']> {
  const content = await files.read(file);
  if ('text' in content) return content.text === text ? 'same' : 'other';
  return content.failure === 'missing' ? 'no' : 'other';
}

async function planGitIgnore(files: ProjectFiles): Promise<Outcome<PlannedFile>> {
  const file = '.gitignore';
  const content = await files.read(file);
  if ('failure' in content && content.failure !== 'missing') {
    const detail = `${file} has to be extended, and it cannot be read: ${content.reason}.`;
    return { diagnostics: [diagnostic('unreadable-file', { detail })] };
  }
  const before = 'text' in content ? content.text : undefined;
  const text = extendGitIgnore(before);
  if (text === undefined) return { value: { file, action: 'kept' }, diagnostics: [] };
  return { value: { file, action: before === undefined ? 'written' : 'extended', text }, diagnostics: [] };
}

function occupied(connection: string): Diagnostic {
  const file = `${CONNECTIONS_FOLDER}/${connection}.yaml`;
  return diagnostic('not-appendable', {
    connection,
    detail: `${file} exists already and is kept, and there is no connection “${connection}” in it.`,
    fix: 'Give the connection another name with --name, or overwrite the file with --force.',
  });
}
