// Runs the lines of a page in their order, in a workplace of its own, and writes the files that the page shows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { startInProcessBackend } from '../in-process-backend.ts';
import { Workplace } from '../workplace.ts';
import { type Block, type Page, repository } from './page.ts';
import { ShellSession } from './shell-session.ts';
import { type Statement, statementsOf } from './statements.ts';
import type { Story } from './stories.ts';

/** What a line came to. */
export interface Told extends Statement {
  readonly output: string;
  readonly status: number;
  /** The exit code that the page speaks of. */
  readonly expected: number;
}

/** @param isLeftOut whether a line is not run @param check is told of each line; throwing ends the page */
export async function tell(
  page: Page,
  story: Story,
  isLeftOut: (line: string) => boolean,
  check: (told: Told) => void,
): Promise<void> {
  const place = await Workplace.open(story.workspace ?? 'acme', startInProcessBackend);
  const adapt = await portsOf(place, page);
  await story.begin?.(place, page);
  const shell = openShell(place, story);
  const folder = async () => (await shell.run('pwd')).output.trim();
  try {
    if (!story.fromNothing) await shell.run('git init --quiet');
    for (const block of page.blocks) {
      const file = fileOf(block);
      if (file) write(join(await folder(), file), adapt(`${block.lines.join('\n')}\n`));
      for (const statement of statementsOf(page, block, isLeftOut)) {
        const { text } = statement;
        if (isLeftOut(text)) continue;
        await prepare(story.before, text, place, await folder());
        const { output, status } = await shell.run(adapt(answered(story, text)));
        await whenServing(adapt(text));
        check({
          ...statement,
          output: output.replaceAll(place.backend.url, 'https://flowlink.example.com'),
          status,
          expected: startingLike(story.exits, text) ?? 0,
        });
        await prepare(story.after, text, place, await folder());
      }
    }
  } finally {
    await shell.close();
    await place.close();
  }
}

/** Does what a person does between the lines. */
async function prepare(
  deeds: Story['before'],
  text: string,
  place: Workplace,
  folder: string,
): Promise<void> {
  const started = Object.entries(deeds ?? {}).filter(([start]) => text.startsWith(start));
  await Promise.all(started.map(([, deed]) => deed(place, folder)));
}

function openShell(place: Workplace, story: Story): ShellSession {
  const home = join(place.folder, 'home');
  mkdirSync(home, { recursive: true });
  // In the repository `npx pnpm@10 flowlink …` runs what `flowlink …` does.
  write(join(place.folder, 'bin/npx'), '#!/bin/sh\nshift\nexec "$@"\n', 0o755);
  const programs = story.fromNothing ? [] : [join(repository, 'e2e/node_modules/.bin')];
  const path = [...programs, join(place.folder, 'bin'), dirname(process.execPath), process.env.PATH ?? ''];
  return new ShellSession(story.fromNothing ? repository : place.project, {
    ...(story.fromNothing ? {} : place.environment),
    PATH: path.join(':'),
    HOME: home,
    LANG: 'C.UTF-8',
    ...(story.columns === undefined ? {} : { COLUMNS: String(story.columns) }),
  });
}

/** The ports that pages name are those of the workplace, or free ones where the page starts the program itself. */
async function portsOf(place: Workplace, page: Page): Promise<(text: string) => string> {
  const text = page.blocks.flatMap(({ lines }) => lines).join('\n');
  const portOf = async (program: string, running: string) =>
    text.includes(`${program} serve`) ? String(await freePort()) : new URL(running).port;
  const backend = await portOf('flowlink-backend', place.backend.url);
  const sandbox = await portOf('flowlink-sandbox', place.sandbox.url);
  const token = place.environment.FLOWLINK_TOKEN ?? '';
  return (text) =>
    text
      .replaceAll('8787', backend)
      .replaceAll('8788', sandbox)
      .replaceAll('FLOWLINK_TOKEN=…', `FLOWLINK_TOKEN=${token}`);
}

/** What a person would do: answer the questions, and leave a server running while he goes on in another window. */
function answered(story: Story, text: string): string {
  const given = startingLike(story.answers, text);
  const answers = given === undefined ? text : `${text} ${given}`;
  const approved = answers.includes('--auto-approve')
    ? answers
    : answers.replaceAll(/flowlink (apply|destroy)\b/g, '$& --auto-approve');
  return isServing(approved) && !approved.trimEnd().endsWith('&') ? `${approved} &` : approved;
}

function startingLike<T>(table: Readonly<Record<string, T>> | undefined, text: string): T | undefined {
  return Object.entries(table ?? {}).find(([start]) => text.startsWith(start))?.[1];
}

/** The file that a block is, if the line before it ends with its name and a colon. */
function fileOf({ introduction, language }: Block): string | undefined {
  if (!['yaml', 'json'].includes(language)) return undefined;
  return /`([^`\s]+\.(?:ya?ml|json))`:$/.exec(introduction)?.[1];
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

const isServing = (text: string): boolean => / serve .*--port/.test(text);

async function whenServing(text: string): Promise<void> {
  const [, port] = / serve .*--port (\d+)/.exec(text) ?? [];
  if (port === undefined) return;
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
