// Holds a project against the schema and puts the connections of all its files together.
import {
  connection as validateConnection,
  includedFile as validateIncluded,
  configuration as validateRoot,
} from '@flowlink/schema/validators/configuration';
import { type Diagnostic, distinct, hasErrors, type Outcome, type Place } from '../diagnostics/diagnostic.ts';
import { firstErrors } from '../diagnostics/first-errors.ts';
import type { SourceFile, Sources } from '../diagnostics/source-file.ts';
import type { Project } from '../load/project.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import { platforms } from '../platforms/registry.ts';
import { declareConnections } from './declare-connections.ts';
import type { DeclaredConnection } from './declared-connection.ts';
import { checkTransitions, readTransitions, type Transitions } from './moved-removed-imports.ts';
import { checkFormats, checkScopes } from './platform-rules.ts';
import { checkReferences } from './references.ts';

/** What the project says, all files together. */
export interface Configuration extends Transitions {
  readonly root: YamlFile;
  /** The other documents of flowlink.yaml, and those of the included files in the order of their paths. */
  readonly included: readonly YamlFile[];
  readonly workspace?: string;
  readonly backendUrl?: string;
  readonly maxDestroy?: number;
  readonly maxTokenAgeDays?: number;
  /** In the order of their names, so that nothing depends on the order of files. */
  readonly connections: readonly DeclaredConnection[];
}

interface RootContent {
  readonly workspace?: string;
  readonly backend?: { readonly url?: string };
  readonly guards?: { readonly max_destroy?: number; readonly max_token_age?: string };
}

/** A configuration, unless its shape is wrong. */
type Validated = Outcome<Configuration> & { readonly sources: Sources };

/**
 * Checks everything that can be checked without a variable being set or a backend being there.
 *
 * @returns the configuration if nothing is wrong with it, and the sources with what must not be shown of them
 */
export async function validateProject(project: Project): Promise<Validated> {
  const shaped = await validateShape(project);
  if (!shaped.value) return shaped;
  const { value, sources } = shaped;
  const diagnostics = inFileOrder([...shaped.diagnostics, ...value.connections.flatMap(checkScopes)]);
  return hasErrors(diagnostics) ? { diagnostics, sources } : { value, diagnostics, sources };
}

/** The same but for scopes: for whoever wants to know which to choose. */
export async function validateShape(project: Project): Promise<Validated> {
  const diagnostics: Diagnostic[] = [];
  const files = [project.root, ...project.included];
  const sources = new Map<string, SourceFile>(files.map((file) => [file.path, file]));
  const redact = (places: readonly Place[]) => {
    for (const [path, found] of Map.groupBy(places, ({ file }) => file)) {
      const source = sources.get(path);
      const ranges = found.map(({ range }) => range);
      if (source) sources.set(path, { ...source, redactions: [...source.redactions, ...ranges] });
    }
  };
  const misshapen = new Set<YamlFile>();
  for (const file of files) {
    const kind = file === project.root ? 'root' : 'included';
    const validate = kind === 'root' ? validateRoot : validateIncluded;
    if (!validate(file.value)) {
      // Explaining needs the schemas themselves, which a valid project never loads.
      const { explainDocument } = await import('./explain.ts');
      const explained = explainDocument(file, kind, validate.errors ?? []);
      diagnostics.push(...explained.diagnostics);
      redact(explained.redactions);
      misshapen.add(file);
    }
    diagnostics.push(...checkReferences(file));
  }
  const { connections, diagnostics: merging } = declareConnections(files);
  diagnostics.push(...firstErrors(merging));
  const ofExtended: Diagnostic[] = [];
  const hidden: Place[] = [];
  for (const connection of connections) {
    const { declared, layers } = connection;
    // Alone, the connection was held against the schema with its file.
    if (layers.length === 1 || layers.some(({ file }) => misshapen.has(file))) continue;
    if (validateConnection(declared)) continue;
    const { explainExtended } = await import('./explain.ts');
    const explained = explainExtended(connection, validateConnection.errors ?? []);
    ofExtended.push(...explained.diagnostics);
    hidden.push(...explained.redactions);
  }
  redact(hidden);
  diagnostics.push(...firstErrors(ofExtended));
  diagnostics.push(...firstErrors(formatProblems(connections, diagnostics)));
  if (hasErrors(diagnostics)) return { diagnostics: inFileOrder(diagnostics), sources };
  const transitions = readTransitions(files);
  diagnostics.push(
    ...checkTransitions(
      transitions,
      connections.map(({ name }) => name),
    ),
  );
  if (hasErrors(diagnostics)) return { diagnostics: inFileOrder(diagnostics), sources };
  return { value: { ...configurationOf(project), ...transitions, connections }, diagnostics, sources };
}

function configurationOf({
  root,
  included,
}: Project): Omit<Configuration, 'connections' | keyof Transitions> {
  const { workspace, backend, guards } = root.value as RootContent;
  return {
    root,
    included,
    ...(workspace === undefined ? {} : { workspace }),
    ...(backend?.url === undefined ? {} : { backendUrl: backend.url }),
    ...(guards?.max_destroy === undefined ? {} : { maxDestroy: guards.max_destroy }),
    ...(guards?.max_token_age === undefined
      ? {}
      : { maxTokenAgeDays: Number.parseInt(guards.max_token_age, 10) }),
  };
}

/** Those of connections with errors too, so that all problems come at once; but only one for each place. */
function formatProblems(
  connections: readonly DeclaredConnection[],
  known: readonly Diagnostic[],
): Diagnostic[] {
  const placeKey = ({ file, range }: Diagnostic) => `${range?.start} ${file}`;
  const taken = new Set(known.map(placeKey));
  const found = connections
    .filter(({ declared }) => Object.keys(platforms).includes(declared.platform))
    .flatMap(checkFormats)
    .filter((problem) => !taken.has(placeKey(problem)));
  return distinct(found);
}

function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Looked up and not searched for: a valid project may have a warning in each of its thousands of files.
  const rank = new Map([...new Set(diagnostics.map(({ file }) => file))].map((file, index) => [file, index]));
  const rankOf = ({ file }: Diagnostic) => rank.get(file) ?? 0;
  return [...diagnostics].sort(
    (a, b) => rankOf(a) - rankOf(b) || (a.range?.start ?? 0) - (b.range?.start ?? 0),
  );
}
