// Makes the script and the style of the HTML page into text that the renderer imports as `#page-assets`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const client = fileURLToPath(new URL('../src/render/html/client/', import.meta.url));
const out = fileURLToPath(new URL('../dist/', import.meta.url));

async function bundleScript(): Promise<string> {
  const bundle = await rolldown({ input: `${client}main.ts`, platform: 'browser', logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return output[0].code.trim();
}

/** Without comments and layout. The style has no text in which blanks in a row would matter. */
function squeezeStyle(css: string): string {
  return css
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim();
}

const assets = {
  script: await bundleScript(),
  style: squeezeStyle(readFileSync(`${client}page.css`, 'utf8')),
};
for (const [name, text] of Object.entries(assets)) {
  if (/<\/|<!--/.test(text)) throw new Error(`The ${name} would end its own element.`);
}

mkdirSync(out, { recursive: true });
const names = Object.keys(assets) as (keyof typeof assets)[];
writeFileSync(
  `${out}page-assets.js`,
  names.map((name) => `export const ${name} = ${JSON.stringify(assets[name])};\n`).join(''),
);
writeFileSync(
  `${out}page-assets.d.ts`,
  names.map((name) => `export declare const ${name}: string;\n`).join(''),
);
