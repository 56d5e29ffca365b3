// The story of `flowlink import`: a connection that was made by hand is written into the configuration and taken over.
import type { Change, Connection, Plan } from '@flowlink/schema';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { appliedForm, declarationOf } from './edit/declaration.ts';
import { withFiles } from './edit/edited-files.ts';
import { freeVariables } from './edit/free-variables.ts';
import { insertConnection } from './edit/insert-connection.ts';
import { fileForConnection } from './edit/target-file.ts';
import { appendItem } from './edit/yaml/append-item.ts';
import type { JsonMap } from './edit/yaml/json.ts';
import type { Planned } from './pipeline.ts';
import { sealed } from './plan/integrity.ts';
import type { Remote } from './read/read.ts';
import type { Configuration } from './validate/configuration.ts';
import { unknownConnections } from './validate/selection.ts';
import {
  openWorkspace,
  type Ports,
  type Report,
  readOpened,
  type ValidConfiguration,
  validate,
  type Workspace,
} from './workspace.ts';

/** What importing writes, here and on the backend. */
export interface Import {
  /** The files that are new or changed, with their text. */
  readonly files: readonly { readonly file: string; readonly text: string; readonly isNew: boolean }[];
  /** The variables that the new declarations name, by connection. */
  readonly variables: readonly { readonly connection: string; readonly names: readonly string[] }[];
  /** Those that an entry under `imports` leaves to the next apply. */
  readonly pending: readonly string[];
  /** Takes the others over at once, if there are any. */
  readonly planned?: Planned;
}

/** @param asBlock whether the next apply is to take the connections over, by an entry under `imports` */
export async function planImport(
  ports: Ports,
  names: readonly string[],
  asBlock: boolean,
): Promise<Report<Import>> {
  const { value: workspace, sources, ...opened } = await readOpened(await openWorkspace(ports));
  const diagnostics = [...opened.diagnostics];
  if (!workspace) return { diagnostics, sources };
  const { remote } = workspace;
  const wanted = [...new Set(names)];
  diagnostics.push(...checkNames(wanted, workspace.configuration, remote));
  if (hasErrors(diagnostics)) return { diagnostics, sources };

  const connections = wanted.flatMap((name) => remote.get(name) ?? []);
  const written = writeDeclarations(connections, workspace.configuration, sources, asBlock);
  diagnostics.push(...written.diagnostics);
  if (!written.value || hasErrors(diagnostics)) return { diagnostics, sources };
  const { texts, variables } = written.value;
  const checked = await checkResult(ports, texts, wanted);
  if (!checked.value) return { diagnostics: checked.diagnostics, sources: checked.sources };
  // What is told from now on is told of the files as they are written.
  const imported = { ...workspace, ...checked.value };
  const files = [...texts].map(([file, text]) => ({ file, text, isNew: !sources.has(file) }));
  const takenOver = connections.filter(({ managed }) => !managed);
  const value: Import = {
    files,
    variables,
    pending: asBlock ? takenOver.map(({ name }) => name) : [],
    ...(asBlock || takenOver.length === 0
      ? {}
      : { planned: { plan: planOf(takenOver, imported, ports), workspace: imported } }),
  };
  // Whoever takes over what is there has not asked how it might be better.
  const fresh = new Set(variables.map(({ connection }) => connection));
  const others = checked.diagnostics.filter(({ connection }) => !fresh.has(connection ?? ''));
  return { value, diagnostics: others, sources: checked.sources };
}

function checkNames(names: readonly string[], { connections }: Configuration, remote: Remote): Diagnostic[] {
  const declared = new Set(connections.map(({ name }) => name));
  const done = names.filter((name) => remote.get(name)?.managed && declared.has(name));
  return [
    ...unknownConnections(
      names,
      [...remote.keys()],
      (name) => `The backend has no connection “${name}”. \`flowlink list\` shows what is there.`,
    ),
    ...done.map((name) =>
      diagnostic('already-managed', {
        connection: name,
        detail: `“${name}” is declared and managed already, so there is nothing to import.`,
        fix: '`flowlink plan` shows whether it differs from the configuration.',
      }),
    ),
  ];
}

/** The new texts. A connection that is declared already only needs to be taken over. */
function writeDeclarations(
  connections: readonly Connection[],
  configuration: Configuration,
  sources: Sources,
  asBlock: boolean,
): Outcome<{ texts: Map<string, string>; variables: Import['variables'] }> {
  const { root } = configuration;
  const declared = new Set(configuration.connections.map(({ name }) => name));
  const texts = new Map<string, string>();
  const variables: { connection: string; names: string[] }[] = [];
  const variableFor = freeVariables(configuration.connections);
  const diagnostics: Diagnostic[] = [];
  const edit = (
    file: string,
    connection: string,
    change: (text: string) => { text: string } | { problem: string },
  ) => {
    const result = change(texts.get(file) ?? sources.get(file)?.text ?? '');
    if ('text' in result) texts.set(file, result.text);
    else
      diagnostics.push(
        diagnostic('not-appendable', {
          file,
          range: { start: 0, end: 0 },
          connection,
          detail: result.problem,
        }),
      );
  };
  for (const connection of connections) {
    const { name } = connection;
    if (!declared.has(name)) {
      const names: string[] = [];
      const config = declarationOf(connection, (field) => {
        const variable = variableFor(name, field);
        names.push(variable);
        return variable;
      });
      const file = fileForConnection(root, name);
      edit(file, name, (text) => insertConnection(text, { name, config: config as JsonMap }));
      variables.push({ connection: name, names });
    }
    if (asBlock && !connection.managed) {
      const at = { document: root.index, path: ['imports'] };
      edit(root.path, name, (text) => appendItem(text, at, { name }));
    }
  }
  return hasErrors(diagnostics) ? { diagnostics } : { value: { texts, variables }, diagnostics };
}

/** The project must be valid with the new texts, and the connections part of it. */
async function checkResult(
  ports: Ports,
  texts: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<Report<ValidConfiguration>> {
  const { value, diagnostics, sources } = await validate({
    ...ports,
    files: withFiles(ports.files, texts),
  });
  if (!value) return { diagnostics: diagnostics.filter(({ severity }) => severity === 'error'), sources };
  const declared = new Set(value.configuration.connections.map(({ name }) => name));
  const outside = names.filter((name) => !declared.has(name));
  if (outside.length === 0) return { value, diagnostics, sources };
  return {
    diagnostics: outside.map((name) =>
      diagnostic('not-included', {
        connection: name,
        detail: `The file for “${name}” would be no part of the project, for no \`include\` matches it.`,
        fix: 'Add a pattern such as connections/*.yaml to `include`.',
      }),
    ),
    sources,
  };
}

/** Takes over what is there, exactly as it is: what the configuration says otherwise is for the next plan. */
function planOf(connections: readonly Connection[], { target }: Workspace, ports: Ports): Plan {
  const changes = connections.map(
    (connection): Change => ({
      name: connection.name,
      action: 'import',
      reason: 'it was made by hand',
      revision: connection.revision,
      config: appliedForm(connection),
      secrets: {},
      fields: [],
    }),
  );
  const none = { create: 0, update: 0, replace: 0, move: 0, forget: 0, destroy: 0 };
  return sealed({
    format: 'flowlink-plan',
    version: 1,
    created_at: ports.clock.now().toISOString(),
    tool_version: ports.toolVersion,
    workspace: target.workspace,
    backend_url: target.backendUrl,
    mode: 'apply',
    targets: connections.map(({ name }) => name).sort(),
    salt: ports.randomHex(16),
    changes: changes.sort((a, b) => (a.name < b.name ? -1 : 1)),
    counts: { ...none, import: changes.length, unchanged: 0, unmanaged: 0, skipped: 0 },
  });
}
