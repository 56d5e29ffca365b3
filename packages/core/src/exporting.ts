// The story of `flowlink export`: a whole workspace as a project that plans to no changes.
import type { Connection } from '@flowlink/schema';
import { declarationOf } from './edit/declaration.ts';
import { freeVariables } from './edit/free-variables.ts';
import type { JsonMap } from './edit/yaml/json.ts';
import { type Layout, printDocument } from './edit/yaml/print-value.ts';
import { ROOT_FILE } from './load/project.ts';
import { extendGitIgnore } from './scaffold/git-ignore.ts';
import { openTarget, type Ports, type Report, readOpened } from './workspace.ts';

/** A project's files, relative to its root. */
export interface ExportedProject {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly connections: number;
  /** Those that were made by hand: they are imported with the first apply. */
  readonly imports: readonly string[];
  /** The variables that hold the secrets. */
  readonly variables: readonly string[];
}

const layout: Layout = { indent: 0, step: 2, endOfLine: '\n' };

/** @param managedOnly whether to leave out what was made by hand */
export async function exportWorkspace(ports: Ports, managedOnly: boolean): Promise<Report<ExportedProject>> {
  const { value, diagnostics, sources } = await readOpened(await openTarget(ports));
  if (!value) return { diagnostics, sources };
  const { target, remote } = value;
  const connections = [...remote.values()]
    .filter(({ managed }) => managed || !managedOnly)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const imports = connections.filter(({ managed }) => !managed).map(({ name }) => name);
  const variableFor = freeVariables([]);
  const variables: string[] = [];
  const declared = connections.map((connection) => {
    const config = declarationOf(connection, (field) => {
      const name = variableFor(connection.name, field);
      variables.push(name);
      return name;
    });
    return declarationFile(connection, config as JsonMap);
  });
  const root: JsonMap = {
    workspace: target.workspace,
    backend: { url: target.backendUrl },
    ...(connections.length > 0 ? { include: ['connections/*.yaml'] } : { connections: {} }),
    ...(imports.length > 0 ? { imports: imports.map((name) => ({ name })) } : {}),
  };
  const files = [
    { file: ROOT_FILE, text: `${printDocument(root, layout)}\n` },
    ...declared,
    { file: '.env.example', text: environmentExample(variables) },
    { file: '.gitignore', text: extendGitIgnore(undefined) ?? '' },
  ];
  // The backend keeps keys in any order; `flowlink fmt --check` in the project's CI wants that of the schema.
  const { formatText } = await import('./edit/format/format-text.ts');
  const laidOut = files.map(({ file, text }) => {
    if (!file.endsWith('.yaml')) return { file, text };
    const formatted = formatText(text, file === ROOT_FILE ? 'root' : 'included');
    return { file, text: 'text' in formatted ? formatted.text : text };
  });
  const project = { files: laidOut, connections: connections.length, imports, variables };
  return { value: project, diagnostics, sources };
}

function declarationFile({ name }: Connection, config: JsonMap): { file: string; text: string } {
  return {
    file: `connections/${name}.yaml`,
    text: `${printDocument({ connections: { [name]: config } }, layout)}\n`,
  };
}

function environmentExample(variables: readonly string[]): string {
  return [
    '# Copy to .env, which git ignores, and fill in; in CI set these as secrets instead.',
    'FLOWLINK_TOKEN=',
    ...variables.map((name) => `${name}=`),
    '',
  ].join('\n');
}
