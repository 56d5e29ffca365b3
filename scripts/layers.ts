// Checks that every import in packages/*/src follows the layers below, and that no file imports itself by a detour.
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/**
 * What a package may import: `uses` of our packages, `node` of the built-in modules, `onlyAtEdge` in its src/edge.
 * `order` lists the folders and files of its src: each may import those before it, or only what `except` grants.
 */
interface Package {
  uses: string[];
  node: 'any' | string[];
  onlyAtEdge?: string[];
  order?: string;
  except?: Record<string, string[]>;
}

const packages: Record<string, Package> = {
  schema: { uses: [], node: [] },
  core: {
    uses: ['schema'],
    node: ['crypto', 'util'],
    order:
      'clock.ts diagnostics load platforms validate edit scaffold resolve backend read diff drift plan verify apply tokens.ts workspace.ts pipeline.ts verification.ts records.ts signing-in.ts authoring.ts explaining.ts formatting.ts project-setup.ts adopting.ts importing.ts exporting.ts index.ts',
    except: {
      backend: ['clock.ts', 'diagnostics'],
    },
  },
  backend: { uses: ['schema'], node: 'any', onlyAtEdge: ['process'] },
  sandbox: { uses: ['schema'], node: 'any', onlyAtEdge: ['process'] },
  cli: { uses: ['core', 'schema'], node: 'any', onlyAtEdge: ['process', 'fs'] },
};

/** Specifiers of static, dynamic, re-exporting, type-only and bare imports. */
const importPattern =
  /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"`]([^'"`]+)['"`]/gm;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

const targetOf = (file: string, specifier: string) => posix.join(posix.dirname(file), specifier);

/** Says what is wrong with one import, or nothing. */
function problem(file: string, specifier: string): string | undefined {
  const [, owner = '', , ...place] = file.split('/');
  const rule = packages[owner];
  if (rule === undefined) return 'this package is not in the table of scripts/layers.ts';

  if (isBuiltin(specifier)) {
    const name = specifier.replace(/^node:/, '').split('/')[0] ?? '';
    if (rule.node !== 'any' && !rule.node.includes(name)) return `${owner} may not use ${specifier}`;
    if (rule.onlyAtEdge?.includes(name) && place[0] !== 'edge')
      return `only ${owner}/src/edge may use ${specifier}`;
    return undefined;
  }
  const ours = /^@flowlink\/([^/]+)/.exec(specifier)?.[1];
  if (ours !== undefined)
    return rule.uses.includes(ours) ? undefined : `${owner} may not import @flowlink/${ours}`;
  if (!specifier.startsWith('.')) return undefined;

  const target = targetOf(file, specifier);
  const root = `packages/${owner}/src/`;
  if (!target.startsWith(root)) return `a relative import stays inside ${root}`;
  return wrongOrder(rule, place[0] ?? '', target.slice(root.length).split('/')[0] ?? '');
}

function wrongOrder(rule: Package, from: string, to: string): string | undefined {
  if (rule.order === undefined || from === to) return undefined;
  const order = rule.order.split(' ');
  const unknown = [from, to].find((name) => !order.includes(name));
  if (unknown !== undefined) return `${unknown} has no place in the order of scripts/layers.ts: give it one`;
  const allowed = rule.except?.[from] ?? order.slice(0, order.indexOf(from));
  return allowed.includes(to) ? undefined : `${from} may import ${allowed.join(', ') || 'no other layer'}`;
}

/** Finds each cycle once, as the path that closes it. */
function cyclesIn(graph: Map<string, string[]>): string[][] {
  const finished = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    else if (!finished.has(file)) for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

// Tests may reach for anything: nothing imports them.
const files = globSync('packages/*/src/**/*.ts', { exclude: ['**/*.test.ts'] })
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const problems: string[] = [];
const graph = new Map<string, string[]>();
for (const file of files) {
  const imports = importsOf(file);
  for (const specifier of imports) {
    const message = problem(file, specifier);
    if (message !== undefined) problems.push(`${file}: ${specifier}: ${message}`);
  }
  const local = imports.filter((specifier) => specifier.startsWith('.'));
  graph.set(
    file,
    local.map((specifier) => targetOf(file, specifier)),
  );
}
problems.push(...cyclesIn(graph).map((cycle) => `import cycle: ${cycle.join(' -> ')}`));

for (const line of problems) console.error(line);
console.log(`${files.length} files, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
