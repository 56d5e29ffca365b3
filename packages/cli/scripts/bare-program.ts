// Bundles a bare program as flowlink itself is bundled, with its compiled code kept: what flowlink is measured against.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const modules = ['../node_modules', '../../core/node_modules'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * @param folder where to write it @param input its source files by name
 * @returns the program that starts the file of the first name
 */
export async function bundleBareProgram(
  folder: string,
  input: Readonly<Record<string, string>>,
): Promise<string> {
  const [main] = Object.keys(input);
  const bundle = await rolldown({
    input: { ...input },
    platform: 'node',
    resolve: { modules: ['node_modules', ...modules] },
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', entryFileNames: '[name].js', minify: true });
  await bundle.close();
  writeFileSync(join(folder, 'dist/package.json'), '{ "type": "module" }');
  const program = join(folder, `${main}.mjs`);
  writeFileSync(
    program,
    `import module from 'node:module';
module.enableCompileCache(new URL('cache', import.meta.url).pathname);
await import('./dist/${main}.js');
`,
  );
  return program;
}
