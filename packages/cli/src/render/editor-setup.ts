// What people read after schemas were written: the files, and how an editor learns of them.
import { CONNECTIONS_FOLDER, ROOT_FILE, schemaLine, schemaSetting } from '@flowlink/core';
import { schemaFiles } from '../schema-files.ts';
import { clean } from './clean.ts';
import { commands, prose } from './message.ts';
import type { Style } from './style.ts';

export interface EditorSetup {
  /** What was written. */
  readonly files: readonly string[];
  /** Whether these are the schemas of the files that people edit. */
  readonly forEditors: boolean;
  /** Their folder, relative to the project's root, with slashes. */
  readonly place: string;
}

export function renderEditorSetup({ files, forEditors, place }: EditorSetup, style: Style): string {
  const written = files.map((file) => clean(`Wrote ${file}.`, style));
  if (!forEditors) return `${written.join('\n')}\n`;
  const at = (file: string) => below(place, file);
  const above = (file: string) => `../${at(file).replace(/^\.\//, '')}`;
  const places = { configuration: at(schemaFiles.configuration), connections: at(schemaFiles.connections) };
  const setting = JSON.stringify({ 'yaml.schemas': schemaSetting(places) }, null, 2)
    .split('\n')
    .slice(1, -1);
  return [
    ...written,
    '',
    ...prose(
      `An editor with yaml-language-server (VS Code with the YAML extension, Neovim, Helix, Zed) follows the first line of a file, which \`flowlink init\` writes. In ${ROOT_FILE}:`,
      style,
    ),
    ...commands([schemaLine(places.configuration)], style),
    ...prose(`In each file of ${CONNECTIONS_FOLDER}/:`, style),
    ...commands([schemaLine(above(schemaFiles.connections))], style),
    '',
    ...prose('Or one setting for all files, in VS Code in .vscode/settings.json:', style),
    ...commands(
      setting.map((line) => line.slice(2)),
      style,
    ),
    '',
    ...prose(
      'JetBrains: Settings, Languages & Frameworks, Schemas and DTDs, JSON Schema Mappings; add both files there with the same patterns.',
      style,
    ),
    '',
  ].join('\n');
}

/** As a path that begins with a dot. */
function below(place: string, file: string): string {
  if (place === '') return `./${file}`;
  return place === '..' || place.startsWith('../') ? `${place}/${file}` : `./${place}/${file}`;
}
