// Writes the generated pages and pictures of docs/; `--check` only tells whether they are up to date. Needs a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { commandsPage, readCommands } from './reference/commands.ts';
import { type Catalogue, configurationPage } from './reference/configuration.ts';
import { eventsPage, outputPage, Places, planPage } from './reference/documents.ts';
import { httpApiPage } from './reference/http-api.ts';
import { terminalPicture } from './reference/picture.ts';
import type { Schema } from './reference/schema-type.ts';

const root = new URL('../', import.meta.url);
const json = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`packages/schema/${name}`, root), 'utf8'));
const { bigcommerce } = (await import(new URL('packages/schema/dist/index.js', root).href)) as {
  bigcommerce: Catalogue;
};

// A definition is explained on the first page that has it; the others link there.
const places = new Places();
const httpApi = httpApiPage(json('openapi.json'), places);
const plan = planPage(json('plan.schema.json'), places);
const output = outputPage(json('output.schema.json'), places);
const events = eventsPage(json('events.schema.json'), places);
const picture = readFileSync(new URL('e2e/test/__golden__/picture-plan.txt', root), 'utf8');

const pages: Readonly<Record<string, string>> = {
  'docs/reference/commands.md': commandsPage(
    await readCommands(new URL('packages/cli/dist/commands/', root)),
  ),
  'docs/reference/configuration.md': configurationPage(json('flowlink.schema.json'), bigcommerce),
  'docs/reference/http-api.md': httpApi,
  'docs/reference/plan.md': plan,
  'docs/reference/output.md': output,
  'docs/reference/events.md': events,
  'docs/images/plan.svg': terminalPicture(picture, 'flowlink plan'),
};

const onDisk = (file: string): string | undefined => {
  try {
    return readFileSync(new URL(file, root), 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.keys(pages).filter((file) => onDisk(file) !== pages[file]);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Out of date: ${stale.join(', ')}. Run \`npx pnpm@10 docs\`.`);
    process.exitCode = 1;
  }
} else {
  for (const file of stale) {
    mkdirSync(new URL('.', new URL(file, root)), { recursive: true });
    writeFileSync(new URL(file, root), pages[file] ?? '');
  }
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}.` : 'All up to date.');
}
