// The schemas, and what lets VS Code find them; other editors follow the comment at the head of each file.
import type { NewFile } from './new-file.ts';
import { type ProjectDraft, SCHEMA_FILES } from './project-draft.ts';
import { schemaSetting } from './schema-association.ts';

export function editorSettings({ schemas }: ProjectDraft): NewFile[] {
  return [
    { file: SCHEMA_FILES.configuration, text: schemas.configuration },
    { file: SCHEMA_FILES.connections, text: schemas.connections },
    {
      file: '.vscode/settings.json',
      text: json({
        'yaml.schemas': schemaSetting({
          configuration: `./${SCHEMA_FILES.configuration}`,
          connections: `./${SCHEMA_FILES.connections}`,
        }),
      }),
    },
    { file: '.vscode/extensions.json', text: json({ recommendations: ['redhat.vscode-yaml'] }) },
  ];
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
