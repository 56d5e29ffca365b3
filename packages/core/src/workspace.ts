// A project, and the workspace on the backend that it is tied to: where every story begins.
import { isName } from '@flowlink/schema';
import { httpBackend } from './backend/http-backend.ts';
import type { Backend } from './backend/port.ts';
import type { LoadObserver } from './backend/retry.ts';
import type { Transport } from './backend/transport.ts';
import type { Clock } from './clock.ts';
import { type Diagnostic, diagnostic, hasErrors } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { loadEnvironment, type Variables } from './load/environment.ts';
import { loadProject, ROOT_FILE } from './load/project.ts';
import type { ProjectFiles } from './load/project-files.ts';
import { emptyFile, parseYaml } from './load/yaml-file.ts';
import { type Remote, readRemote } from './read/read.ts';
import { substitute } from './resolve/substitute.ts';
import { resolveTarget, type Target } from './resolve/target.ts';
import { tokensFor } from './tokens.ts';
import { type Configuration, validateProject, validateShape } from './validate/configuration.ts';
import { reviewScopes, type ScopeReview } from './validate/scope-review.ts';
import { selectConnections } from './validate/selection.ts';

/** The world outside. */
export interface Ports {
  readonly files: ProjectFiles;
  /** The real environment; .env files are read through `files`. */
  readonly environment: Variables;
  readonly transport: Transport;
  readonly clock: Clock;
  /** So many random bytes in hexadecimal. */
  readonly randomHex: (bytes: number) => string;
  readonly toolVersion: string;
}

/** What a step came to: a value unless there are errors, what was noticed, and the texts to show it in. */
export interface Report<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** A valid configuration with the variables its references may name. */
export interface ValidConfiguration {
  readonly configuration: Configuration;
  readonly variables: Variables;
}

/** Reads and checks the project. Needs no variable to be set and no backend. */
export async function validate({
  files,
  environment,
}: Pick<Ports, 'files' | 'environment'>): Promise<Report<ValidConfiguration>> {
  const variables = await loadEnvironment(environment, files);
  const project = await loadProject(files);
  const diagnostics = [...variables.diagnostics, ...project.diagnostics];
  if (!project.value) return { diagnostics, sources: project.sources };
  const validated = await validateProject(project.value);
  diagnostics.push(...validated.diagnostics);
  if (!validated.value || hasErrors(diagnostics)) return { diagnostics, sources: validated.sources };
  return {
    value: { configuration: validated.value, variables: variables.value },
    diagnostics,
    sources: validated.sources,
  };
}

/** Which scopes the named connections need, or all: says so even of connections that break the platform's rules. */
export async function reviewProjectScopes(
  { files }: Pick<Ports, 'files'>,
  names: readonly string[],
): Promise<Report<readonly ScopeReview[]>> {
  const project = await loadProject(files);
  if (!project.value) return { diagnostics: project.diagnostics, sources: project.sources };
  const { value, diagnostics, sources } = await validateShape(project.value);
  if (!value) return { diagnostics, sources };
  const { selected, diagnostics: unknown } = selectConnections(value.connections, names);
  if (unknown.length > 0) return { diagnostics: unknown, sources };
  return { value: selected.map(reviewScopes), diagnostics, sources };
}

/** A workspace on a backend. */
export interface Connected {
  readonly target: Target;
  readonly connect: (observer?: LoadObserver, tokenEnds?: (at: string) => void) => Backend;
}

/** A project that is tied to its workspace. */
export interface Workspace extends ValidConfiguration, Connected {}

/** Reads and checks the project and finds out which workspace it is for. `valid` is there even if that fails. */
export async function openWorkspace(
  ports: Ports,
): Promise<Report<Workspace> & { valid?: ValidConfiguration }> {
  const report = await validate(ports);
  const { value: valid, sources } = report;
  if (!valid) return { diagnostics: report.diagnostics, sources };
  const target = resolveTarget(valid.configuration, valid.variables);
  const diagnostics = [...report.diagnostics, ...target.diagnostics];
  if (!target.value) return { valid, diagnostics, sources };
  return { valid, value: { ...valid, ...connected(target.value, ports) }, diagnostics, sources };
}

/** What the workspace is called, as far as even a broken project tells it: for reports of what went wrong. */
export async function nameWorkspace({
  files,
  environment,
}: Pick<Ports, 'files' | 'environment'>): Promise<string | undefined> {
  const { value: variables } = await loadEnvironment(environment, files);
  if (variables.FLOWLINK_WORKSPACE) return variables.FLOWLINK_WORKSPACE;
  const root = await files.read(ROOT_FILE);
  if (!('text' in root)) return undefined;
  const text: unknown = parseYaml(ROOT_FILE, root.text).documents[0]?.document.get('workspace');
  const { value, unset } = substitute(text, (name) => variables[name]);
  return typeof value === 'string' && unset.length === 0 && isName(value) ? value : undefined;
}

/** The workspace of the project, or of the variables alone where there is no project. */
export async function openTarget(ports: Ports): Promise<Report<Connected>> {
  const opened = await openWorkspace(ports);
  if (!opened.diagnostics.some(({ code }) => code === 'no-configuration')) return opened;
  const { sources } = opened;
  const variables = await loadEnvironment(ports.environment, ports.files);
  const { FLOWLINK_URL, FLOWLINK_WORKSPACE } = variables.value;
  if (!FLOWLINK_URL && !FLOWLINK_WORKSPACE) return { diagnostics: [neitherProjectNorVariables()], sources };
  const target = resolveTarget({ root: emptyFile(ROOT_FILE) }, variables.value);
  const diagnostics = [...variables.diagnostics, ...target.diagnostics];
  if (!target.value || hasErrors(diagnostics)) return { diagnostics, sources };
  return { value: connected(target.value, ports), diagnostics, sources };
}

/** A workspace with all that is on the backend. */
export type Read<T extends Connected> = T & { readonly backend: Backend; readonly remote: Remote };

/** Reads the backend, unless something speaks against it already. Neither a part of it nor an unknown state is ever returned. */
export async function readOpened<T extends Connected>({
  value,
  diagnostics,
  sources,
}: Report<T>): Promise<Report<Read<T>>> {
  if (!value || hasErrors(diagnostics)) return { diagnostics, sources };
  let ends: string | undefined;
  const backend = value.connect(undefined, (at) => {
    ends = at;
  });
  const remote = await readRemote(backend);
  const all = [...diagnostics, ...(ends === undefined ? [] : [tokenEndsSoon(ends)]), ...remote.diagnostics];
  return remote.value
    ? { value: { ...value, backend, remote: remote.value }, diagnostics: all, sources }
    : { diagnostics: all, sources };
}

function tokenEndsSoon(at: string): Diagnostic {
  return diagnostic('backend-token-ends', {
    detail: `The token in FLOWLINK_TOKEN expires at ${at}.`,
    fix: 'Ask whoever runs the backend for a new one, and set FLOWLINK_TOKEN to it before.',
  });
}

function neitherProjectNorVariables(): Diagnostic {
  return diagnostic('no-configuration', {
    detail: 'There is no flowlink.yaml in this directory, and no variable names a workspace in its place.',
    fix: 'Change to the directory that holds flowlink.yaml, name it with --directory, or set FLOWLINK_URL and FLOWLINK_WORKSPACE.',
  });
}

function connected(target: Target, { transport, clock, toolVersion }: Ports): Connected {
  const { backendUrl: url, workspace, places } = target;
  const tokens = tokensFor(target, { transport, clock, toolVersion });
  return {
    target,
    connect: (observer, tokenEnds) =>
      httpBackend({
        url,
        workspace,
        tokens,
        transport,
        clock,
        toolVersion,
        places,
        ...(observer ? { observer } : {}),
        ...(tokenEnds ? { tokenEnds } : {}),
      }),
  };
}
