// What makes Node load the bundle faster.
import { isBuiltin } from 'node:module';
import { type Plugin, RUNTIME_MODULE_ID } from 'rolldown';

const PREFIX = '\0builtin:';

/** Modules that most commands do not come to use, and that bring much with them. They are loaded by their first use. */
const LATE = ['child_process', 'crypto', 'fs/promises'];

/**
 * Takes built-in modules as they are. For `import` Node makes a namespace, and to make it reads all that the module
 * exports, which loads much that few use: of crypto the one of the web, of util a parser of arguments.
 */
export const builtinsAsTheyAre: Plugin = {
  name: 'builtins-as-they-are',
  resolveId: {
    order: 'pre',
    handler: (id, importer) =>
      isBuiltin(id) && importer !== RUNTIME_MODULE_ID ? PREFIX + id.replace(/^node:/, '') : undefined,
  },
  load(id) {
    if (!id.startsWith(PREFIX)) return undefined;
    const name = id.slice(PREFIX.length);
    const module = `process.getBuiltinModule(${JSON.stringify(name)})`;
    return LATE.includes(name)
      ? `module.exports = new Proxy({}, { get: (_, name) => ${module}[name] });`
      : `module.exports = ${module};`;
  },
};

/** Escapes all other characters: text with any takes twice the memory and is slower to read. */
export const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};
