// Puts the connections and profiles of all files together, and lets the connections take over what they extend.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { keyRange, type Path } from '../load/nodes.ts';
import { isPlainMap } from '../load/plain-map.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import type { Block, DeclaredConnection } from './declared-connection.ts';
import { checkExtends, extend, hasTooManyLayers, tooManyLayers } from './extend.ts';

/** @param files of any shape @returns the connections in the order of their names */
export function declareConnections(files: readonly YamlFile[]): {
  connections: DeclaredConnection[];
  diagnostics: Diagnostic[];
} {
  const profiles = collect(files, 'profiles', 'duplicate-profile');
  const connections = collect(files, 'connections', 'duplicate-connection');
  const extending = [...connections.blocks.values()].filter(({ value }) => 'extends' in value);
  const diagnostics = [
    ...profiles.duplicates,
    ...connections.duplicates,
    ...checkExtends(extending, profiles.blocks),
  ];
  const declared = [...connections.blocks].flatMap(([name, block]): DeclaredConnection[] => {
    const { value } = block;
    // Without profiles what is declared is what stands in the file, and costs nothing more.
    const extended =
      'extends' in value ? extend(block, profiles.blocks) : { value, layers: [block] as const };
    if (hasTooManyLayers(extended)) {
      diagnostics.push(tooManyLayers(block));
      return [];
    }
    const declared = extended.value as DeclaredConnection['declared'];
    return [{ name, file: block.file, declared, layers: extended.layers }];
  });
  declared.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { connections: declared, diagnostics };
}

/** The blocks under a key in all files by name; the first of a name counts. */
function collect(
  files: readonly YamlFile[],
  key: 'connections' | 'profiles',
  code: 'duplicate-connection' | 'duplicate-profile',
): { blocks: Map<string, Block>; duplicates: Diagnostic[] } {
  const blocks = new Map<string, Block>();
  const duplicates: Diagnostic[] = [];
  for (const file of files) {
    const named = isPlainMap(file.value) ? file.value[key] : undefined;
    if (!isPlainMap(named)) continue;
    for (const [name, value] of Object.entries(named)) {
      const path = [key, name];
      const first = blocks.get(name);
      if (first) duplicates.push(duplicate(code, file, path, first));
      else if (isPlainMap(value))
        blocks.set(name, { file, path, value, ...(key === 'profiles' ? { profile: name } : {}) });
    }
  }
  return { blocks, duplicates };
}

function duplicate(
  code: 'duplicate-connection' | 'duplicate-profile',
  file: YamlFile,
  path: Path,
  first: Block,
): Diagnostic {
  const name = String(path[1]);
  const isConnection = code === 'duplicate-connection';
  return diagnostic(code, {
    file: file.path,
    range: keyRange(file, path),
    ...(isConnection ? { connection: name } : {}),
    detail: isConnection
      ? `A connection “${name}” is declared in ${first.file.path} too. The name is its identity, so there can be only one.`
      : `A profile “${name}” stands in ${first.file.path} too, and only one of the two could count.`,
    fix: 'Rename or remove one of them.',
    related: [
      {
        file: first.file.path,
        range: keyRange(first.file, first.path),
        message: `it ${isConnection ? 'is declared' : 'stands'} here first`,
      },
    ],
  });
}
