// Holds a project against the schema and puts the connections of all its files together.
import {
  includedFile as validateIncluded,
  configuration as validateRoot,
} from '@flowlink/schema/validators/configuration';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Sources } from '../diagnostics/source-file.ts';
import { keyRange } from '../load/nodes.ts';
import type { Project } from '../load/project.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import { platforms } from '../platforms/registry.ts';
import type { DeclaredConnection } from './declared-connection.ts';
import { checkFormats, checkScopes } from './platform-rules.ts';
import { checkReferences } from './references.ts';

/** What the project says, all files together. */
export interface Configuration {
  readonly root: YamlFile;
  /** The included files in the order of their paths. */
  readonly included: readonly YamlFile[];
  readonly workspace?: string;
  readonly backendUrl?: string;
  readonly maxDestroy?: number;
  /** In the order of their names, so that nothing depends on the order of files. */
  readonly connections: readonly DeclaredConnection[];
}

interface FileContent {
  readonly workspace?: string;
  readonly backend?: { readonly url?: string };
  readonly guards?: { readonly max_destroy?: number };
  readonly connections?: Readonly<Record<string, DeclaredConnection['declared']>>;
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
  const sources = new Map<string, SourceFile>();
  for (const file of [project.root, ...project.included]) {
    const kind = file === project.root ? 'root' : 'included';
    const validate = kind === 'root' ? validateRoot : validateIncluded;
    sources.set(file.path, file);
    if (!validate(file.value)) {
      // Explaining needs the schemas themselves, which a valid project never loads.
      const { explain } = await import('./explain.ts');
      const explained = explain(file, kind, validate.errors ?? []);
      diagnostics.push(...explained.diagnostics);
      sources.set(file.path, { ...file, redactions: [...file.redactions, ...explained.redactions] });
    }
    diagnostics.push(...checkReferences(file));
  }
  const { connections, duplicates } = merge([project.root, ...project.included]);
  diagnostics.push(...duplicates, ...formatProblems(connections, diagnostics));
  if (hasErrors(diagnostics)) return { diagnostics: inFileOrder(diagnostics), sources };
  const { workspace, backend, guards } = project.root.value as FileContent;
  const value: Configuration = {
    root: project.root,
    included: project.included,
    ...(workspace === undefined ? {} : { workspace }),
    ...(backend?.url === undefined ? {} : { backendUrl: backend.url }),
    ...(guards?.max_destroy === undefined ? {} : { maxDestroy: guards.max_destroy }),
    connections,
  };
  return { value, diagnostics, sources };
}

/** Those of connections with errors too, so that all problems come at once; but only one for each place. */
function formatProblems(
  connections: readonly DeclaredConnection[],
  known: readonly Diagnostic[],
): Diagnostic[] {
  const placeKey = ({ file, range }: Diagnostic) => `${range?.start} ${file}`;
  const taken = new Set(known.map(placeKey));
  return connections
    .filter(({ declared }) => isRecord(declared) && Object.hasOwn(platforms, String(declared.platform)))
    .flatMap(checkFormats)
    .filter((problem) => !taken.has(placeKey(problem)));
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(files: readonly YamlFile[]): { connections: DeclaredConnection[]; duplicates: Diagnostic[] } {
  const byName = new Map<string, DeclaredConnection>();
  const duplicates: Diagnostic[] = [];
  for (const file of files) {
    const declared = (file.value as FileContent | null)?.connections;
    if (typeof declared !== 'object' || declared === null || Array.isArray(declared)) continue;
    for (const [name, value] of Object.entries(declared)) {
      const first = byName.get(name);
      if (first) duplicates.push(duplicate(name, file, first.file));
      else byName.set(name, { name, file, declared: value });
    }
  }
  const connections = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { connections, duplicates };
}

function duplicate(name: string, file: YamlFile, firstFile: YamlFile): Diagnostic {
  const path = ['connections', name];
  return diagnostic('duplicate-connection', {
    file: file.path,
    range: keyRange(file.document, path),
    connection: name,
    detail: `A connection “${name}” is declared in ${firstFile.path} too. The name is its identity, so there can be only one.`,
    fix: 'Rename or remove one of them.',
    related: [
      {
        file: firstFile.path,
        range: keyRange(firstFile.document, path),
        message: 'it is declared here first',
      },
    ],
  });
}

function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Looked up and not searched for: a valid project may have a warning in each of its thousands of files.
  const rank = new Map([...new Set(diagnostics.map(({ file }) => file))].map((file, index) => [file, index]));
  const rankOf = ({ file }: Diagnostic) => rank.get(file) ?? 0;
  return [...diagnostics].sort(
    (a, b) => rankOf(a) - rankOf(b) || (a.range?.start ?? 0) - (b.range?.start ?? 0),
  );
}
