// Bundles the program into dist/: the entry point and each command with what they need, the grammar of the commands, and the licences.
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { type DescribedCommand, grammarOf } from '../src/grammar/grammar.ts';
import { chunks } from './bundle/chunks.ts';
import { oclifOnDemand, undiciParts } from './bundle/dependencies.ts';
import { asciiOnly, builtinsAsTheyAre } from './bundle/node.ts';
import { noticesFor } from './bundle/notices.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = `${root}dist/`;
const commands = globSync('src/commands/*.ts', { cwd: root }).map((file) => basename(file, '.ts'));

/** Every file of the output is one folder deep, so that `../` means the same wherever a module ends up. */
const entries = ['edge/main', ...commands.map((name) => `commands/${name}`)];

/** @returns the paths of all modules that went in */
async function bundle(): Promise<string[]> {
  const bundle = await rolldown({
    // The name of a chunk is made of those of its entries.
    input: Object.fromEntries(entries.map((entry) => [entry.replace('/', '-'), `${root}src/${entry}.ts`])),
    cwd: root,
    platform: 'node',
    // oclif would use it to run sources, which is never asked of it here.
    external: ['typescript'],
    plugins: [builtinsAsTheyAre, oclifOnDemand, undiciParts, asciiOnly],
    // As in Node's own bundle of undici: without the second parser of HTTP/1, which is an experiment.
    transform: { define: { esbuildDetection: '1' } },
    onLog: (level, { code, message }) => {
      // A module that some import at once and others later comes at once.
      if (level === 'warn' && code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(message);
    },
  });
  const { output } = await bundle.write({
    dir: dist,
    format: 'esm',
    entryFileNames: ({ name }) => `${name.replace('-', '/')}.js`,
    // Node looks for no package.json to learn what .mjs is. Names stay the same over versions: so do those of kept code.
    chunkFileNames: ({ name }) => `chunks/${name.split('~')[0]}.mjs`,
    codeSplitting: { groups: chunks },
    // Functions keep their names, for stacks that people report.
    minify: { mangle: { keepNames: true }, compress: true, codegen: true },
    comments: false,
  });
  await bundle.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

async function readCommand(name: string): Promise<[string, DescribedCommand]> {
  const module = (await import(`${dist}commands/${name}.js`)) as { default: DescribedCommand };
  return [name, module.default];
}

for (const folder of ['edge', 'commands', 'chunks']) rmSync(dist + folder, { recursive: true, force: true });
writeFileSync(`${root}THIRD-PARTY-NOTICES.md`, noticesFor(await bundle()));
const described = await Promise.all(commands.map(readCommand));
writeFileSync(`${dist}grammar.json`, JSON.stringify(grammarOf(Object.fromEntries(described))));
