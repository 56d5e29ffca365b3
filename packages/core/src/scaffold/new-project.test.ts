// The files of a new project: as a whole, and that they fit each other.
import { posix } from 'node:path';
import { parseEnv } from 'node:util';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { draftConnection } from '../edit/connection-draft.ts';
import { formatText } from '../edit/format/format-text.ts';
import { newProjectFiles } from './new-project.ts';
import type { ProjectDraft } from './project-draft.ts';

const { value: connection } = draftConnection({
  platform: 'bigcommerce',
  storeHash: 'https://api.bigcommerce.com/stores/g5cd38/v3/',
  storeUrl: 'https://acme-us.mybigcommerce.com/',
  actions: ['get_orders', 'set_inventory'],
});
if (!connection) throw new Error('there is no connection');

const empty: ProjectDraft = {
  workspace: 'acme-production',
  backendUrl: 'https://flowlink.example.com',
  hasConnections: false,
  ci: 'none',
  schemas: { configuration: '{ "title": "configuration" }\n', connections: '{ "title": "connections" }\n' },
  toolVersion: '1.2.3',
};

const drafts: Record<string, ProjectDraft> = {
  github: { ...empty, connection, ci: 'github' },
  gitlab: { ...empty, connection, ci: 'gitlab' },
  'without-connection': { ...empty, ci: 'github' },
  'with-others': { ...empty, hasConnections: true },
};

const textOf = (draft: ProjectDraft, wanted: string): string =>
  newProjectFiles(draft).find(({ file }) => file === wanted)?.text ?? '';

test.each(Object.keys(drafts))('%s', async (name) => {
  const files = newProjectFiles(drafts[name] ?? empty);
  const text = files.map((file) => `=== ${file.file}\n${file.text}`).join('\n');
  await expect(text).toMatchFileSnapshot(`__golden__/${name}.txt`);
});

describe.each(Object.entries(drafts))('%s', (_, draft) => {
  const files = newProjectFiles(draft);
  const paths = files.map(({ file }) => file);

  test('all text is ASCII, without tabs or spaces at the end of a line', () => {
    for (const { file, text } of files) {
      expect(text, file).toMatch(/^[\n -~]*\n$/);
      expect(text, file).not.toMatch(/ \n/);
    }
  });

  test('the comment at the head of each file leads to the schema that the settings name', () => {
    const settings = JSON.parse(textOf(draft, '.vscode/settings.json'));
    const schemas = Object.entries<string>(settings['yaml.schemas']).map(
      ([schema, glob]) => [posix.normalize(schema), picomatch(glob)] as const,
    );
    for (const [schema] of schemas) expect(paths).toContain(schema);
    const configuration = files.filter(({ file }) => file.endsWith('.yaml'));
    for (const { file, text } of configuration) {
      const relative = /^# yaml-language-server: \$schema=(.+)\n/.exec(text)?.[1] ?? '';
      const schema = posix.join(posix.dirname(file), relative);
      expect(schemas.filter(([, matches]) => matches(file)).map(([name]) => name)).toEqual([schema]);
    }
  });

  test('the configuration is formatted, as CI demands', () => {
    for (const { file, text } of files.filter(({ file }) => /^(flowlink|connections\/.*)\.yaml$/.test(file)))
      expect(formatText(text, file === 'flowlink.yaml' ? 'root' : 'included')).toEqual({ text });
  });

  test('.env.example names the variables that the configuration names, and sets none', () => {
    const variables = parseEnv(textOf(draft, '.env.example'));
    const named = files
      .filter(({ file }) => file.endsWith('.yaml'))
      .flatMap(({ text }) => [...text.matchAll(/\$\{env:(\w+)\}/g)].map((match) => match[1]));
    expect(variables).toEqual(Object.fromEntries(['FLOWLINK_TOKEN', ...named].map((name) => [name, ''])));
  });
});
