// The schemas, and what lets VS Code find them; other editors follow the comment at the head of each file.
import { ROOT_FILE } from '../load/project.ts';
import type { NewFile } from './new-file.ts';
import { CONNECTIONS_FOLDER, type ProjectDraft, SCHEMA_FILES } from './project-draft.ts';

export function editorSettings({ schemas }: ProjectDraft): NewFile[] {
  return [
    { file: SCHEMA_FILES.configuration, text: schemas.configuration },
    { file: SCHEMA_FILES.connections, text: schemas.connections },
    {
      file: '.vscode/settings.json',
      text: json({
        'yaml.schemas': {
          [`./${SCHEMA_FILES.configuration}`]: ROOT_FILE,
          [`./${SCHEMA_FILES.connections}`]: `${CONNECTIONS_FOLDER}/**/*.yaml`,
        },
      }),
    },
    { file: '.vscode/extensions.json', text: json({ recommendations: ['redhat.vscode-yaml'] }) },
  ];
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
