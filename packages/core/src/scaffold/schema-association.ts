// How an editor learns which schema a file follows: by the file's first line, or by a setting for all files.
import { ROOT_FILE } from '../load/project.ts';
import { CONNECTIONS_FOLDER } from './project-draft.ts';

/** Where the schemas are, as whoever reads it has to write it. */
export interface SchemaPlaces {
  readonly configuration: string;
  readonly connections: string;
}

/** The first line of a file. @param schema relative to that file */
export const schemaLine = (schema: string): string => `# yaml-language-server: $schema=${schema}`;

/** The language server's setting `yaml.schemas`. @param places relative to the project, beginning with a dot */
export function schemaSetting(places: SchemaPlaces): Record<string, string> {
  return {
    [places.configuration]: ROOT_FILE,
    [places.connections]: `${CONNECTIONS_FOLDER}/**/*.yaml`,
  };
}
