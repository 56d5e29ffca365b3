// The least that a program on oclif costs: one command that prints a line, bundled, with manifest and compile cache.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';
import { bundleBareProgram } from './bare-program.ts';

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'hello',
    version: '0.0.0',
    type: 'module',
    oclif: { bin: 'hello', commands: { strategy: 'pattern', target: './dist/commands' } },
  }),
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
  const program = await bundleBareProgram(folder, {
    main: join(folder, 'src/main.js'),
    'commands/world': join(folder, 'src/commands/world.js'),
  });
  const plugin = new Plugin({ root: folder, isRoot: true, ignoreManifest: true });
  await plugin.load();
  writeFileSync(join(folder, 'oclif.manifest.json'), JSON.stringify(plugin.manifest));
  return program;
}
