// Bundles the program into dist/: the entry point and each command with what they need, and the grammar of the commands.
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { type DescribedCommand, grammarOf } from '../src/grammar/grammar.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = `${root}dist/`;
const commands = globSync('src/commands/*.ts', { cwd: root }).map((file) => basename(file, '.ts'));

/** Every file of the output is one folder deep, so that `../` means the same wherever a module ends up. */
const entries = ['edge/main', ...commands.map((name) => `commands/${name}`)];

async function bundle(): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, `${root}src/${entry}.ts`])),
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
  });
  await bundle.write({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    // Names stay, for stacks that people report.
    minify: { mangle: false, compress: true, codegen: true },
    comments: false,
  });
  await bundle.close();
}

async function readCommand(name: string): Promise<[string, DescribedCommand]> {
  const module = (await import(`${dist}commands/${name}.js`)) as { default: DescribedCommand };
  return [name, module.default];
}

for (const folder of ['edge', 'commands', 'chunks']) rmSync(dist + folder, { recursive: true, force: true });
await bundle();
const described = await Promise.all(commands.map(readCommand));
writeFileSync(`${dist}grammar.json`, JSON.stringify(grammarOf(Object.fromEntries(described))));
