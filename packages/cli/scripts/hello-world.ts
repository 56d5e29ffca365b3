// The least that a program on oclif costs: one command that prints a line, bundled, with manifest and compile cache.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core/config';
import { rolldown } from 'rolldown';

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'hello',
    version: '0.0.0',
    type: 'module',
    oclif: { bin: 'hello', commands: { strategy: 'pattern', target: './dist/commands' } },
  }),
  'bin.js': `import module from 'node:module';
module.enableCompileCache(new URL('cache', import.meta.url).pathname);
await import('./dist/main.js');
`,
  'src/main.js': `import { fileURLToPath } from 'node:url';
import { flush, handle, run } from '@oclif/core';
const root = fileURLToPath(new URL('..', import.meta.url));
await run(process.argv.slice(2), { root }).then(() => flush()).catch(handle);
`,
  'src/commands/world.js': `import { Command } from '@oclif/core/command';
export default class World extends Command {
  async run() {
    await this.parse(World);
    this.log('hello world');
  }
}
`,
};

/** @param folder where to build it @returns the program, which takes the argument `world` */
export async function buildHelloWorld(folder: string): Promise<string> {
  mkdirSync(join(folder, 'src/commands'), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const bundle = await rolldown({
    input: { main: join(folder, 'src/main.js'), 'commands/world': join(folder, 'src/commands/world.js') },
    platform: 'node',
    resolve: { modules: ['node_modules', fileURLToPath(new URL('../node_modules', import.meta.url))] },
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', entryFileNames: '[name].js', minify: true });
  await bundle.close();
  const plugin = new Plugin({ root: folder, isRoot: true, ignoreManifest: true });
  await plugin.load();
  writeFileSync(join(folder, 'oclif.manifest.json'), JSON.stringify(plugin.manifest));
  return join(folder, 'bin.js');
}
