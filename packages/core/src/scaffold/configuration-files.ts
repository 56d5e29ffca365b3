// The configuration of a new project: flowlink.yaml, and the file of its first connection.
import { printScalar } from '../edit/yaml/print-scalar.ts';
import { printEntry } from '../edit/yaml/print-value.ts';
import { ROOT_FILE } from '../load/project.ts';
import type { NewFile } from './new-file.ts';
import { CONNECTIONS_FOLDER, type ProjectDraft, SCHEMA_FILES } from './project-draft.ts';
import { schemaLine } from './schema-association.ts';

/** An include has to match something, so without any connection flowlink.yaml is where they go. */
export function rootFile({ workspace, backendUrl, connection, hasConnections }: ProjectDraft): NewFile {
  const isSplit = connection !== undefined || hasConnections;
  const lines = [
    schemaLine(`./${SCHEMA_FILES.configuration}`),
    `workspace: ${printScalar(workspace, 'block')}`,
    'backend:',
    `  url: ${printScalar(backendUrl, 'block')}`,
    ...(isSplit
      ? [
          '# A file for each connection; `flowlink add FILE` makes further ones.',
          `include: [${CONNECTIONS_FOLDER}/*.yaml]`,
        ]
      : []),
    'guards:',
    '  # Raise this in the commit that means to remove or replace connections.',
    '  max_destroy: 0',
    ...(isSplit ? [] : ['# `flowlink add FILE` puts them here.', 'connections: {}']),
  ];
  return { file: ROOT_FILE, text: `${lines.join('\n')}\n` };
}

export function connectionFile({ connection: draft }: ProjectDraft): NewFile[] {
  if (!draft) return [];
  const { connection } = draft;
  const lines = [
    schemaLine(`../${SCHEMA_FILES.connections}`),
    'connections:',
    printEntry({ key: connection.name, value: connection.config }, { indent: 2, step: 2, endOfLine: '\n' }),
  ];
  return [{ file: `${CONNECTIONS_FOLDER}/${connection.name}.yaml`, text: `${lines.join('\n')}\n` }];
}
