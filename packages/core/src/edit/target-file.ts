// Chooses the file that a new connection goes into.
import { isMap, isScalar, isSeq } from 'yaml';
import { ROOT_FILE } from '../load/project.ts';
import type { YamlFile } from '../load/yaml-file.ts';

const GLOB = /[*?[\]{}()!]/;

/**
 * Where the project's layout says: in flowlink.yaml if it holds connections itself or includes nothing, and otherwise in
 * a file that its first include names or would match.
 */
export function fileForConnection(root: YamlFile, name: string): string {
  const { document } = root;
  if (isMap(document.get('connections', true))) return ROOT_FILE;
  const include = document.get('include');
  const [first] = isSeq(include) ? include.items : [];
  if (!isScalar(first) || typeof first.value !== 'string') return ROOT_FILE;
  return exampleOf(first.value, name) ?? ROOT_FILE;
}

/** A path that the pattern matches: connections/**\/*.yaml gives connections/NAME.yaml. */
function exampleOf(pattern: string, name: string): string | undefined {
  const segments = pattern
    .replace(/^\.\//, '')
    .split('/')
    .filter((segment) => segment !== '**');
  const last = segments.pop() ?? '';
  if (segments.some((segment) => GLOB.test(segment))) return undefined;
  const file = last.replace('*', name);
  return GLOB.test(file) ? undefined : [...segments, file].join('/');
}
