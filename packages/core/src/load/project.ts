// Reads flowlink.yaml and the files it includes.
import { isScalar, isSeq } from 'yaml';
import { type Diagnostic, diagnostic, type Outcome, type Place } from '../diagnostics/diagnostic.ts';
import { firstErrors } from '../diagnostics/first-errors.ts';
import type { SourceFile, Sources } from '../diagnostics/source-file.ts';
import { describeNoMatch, expandInclude } from './include.ts';
import { latePlace, valueRange } from './nodes.ts';
import { isPlainMap } from './plain-map.ts';
import type { ProjectFiles, ReadFailure } from './project-files.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** The name of the file that makes a directory a project. */
export const ROOT_FILE = 'flowlink.yaml';

/** A project's files as they are on disk, parsed. */
export interface Project {
  /** The first document of flowlink.yaml. */
  readonly root: YamlFile;
  /** The other documents of flowlink.yaml, and those of the included files in the order of their paths. */
  readonly included: readonly YamlFile[];
}

/**
 * Reads and parses all files. There is a value only if every file could be read and parsed, because a file that is
 * missing from the picture would look like connections to destroy.
 */
export async function loadProject(files: ProjectFiles): Promise<Outcome<Project> & { sources: Sources }> {
  const sources = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [];

  const load = async (
    path: string,
    unreadable: (failure: ReadFailure) => Diagnostic,
  ): Promise<readonly YamlFile[]> => {
    const content = await files.read(path);
    if ('failure' in content) {
      diagnostics.push(unreadable(content));
      return [];
    }
    const { source, documents, diagnostics: problems } = parseYaml(path, content.text);
    sources.set(path, source);
    diagnostics.push(...problems);
    return documents;
  };

  const [root, ...others] = await load(ROOT_FILE, describeMissingRoot);
  if (!root) return { diagnostics, sources };
  const includes = await includedPaths(root, files);
  diagnostics.push(...includes.diagnostics);
  const included = [...others];
  for (const [path, place] of includes.paths) {
    const documents = await load(path, (failure) =>
      failure.failure === 'missing' ? describeNoMatch(path, [], place) : describeUnreadable(path, failure),
    );
    included.push(...documents);
  }
  return diagnostics.length > 0
    ? { diagnostics: firstErrors(diagnostics), sources }
    : { value: { root, included }, diagnostics, sources };
}

/** The included files in the order of their paths, each with the include that names it. */
async function includedPaths(
  root: YamlFile,
  files: ProjectFiles,
): Promise<{ paths: [string, Place][]; diagnostics: Diagnostic[] }> {
  const paths = new Map<string, Place>();
  const diagnostics: Diagnostic[] = [];
  for (const [pattern, place] of patternsIn(root)) {
    const outcome = await expandInclude(pattern, place, files);
    diagnostics.push(...outcome.diagnostics);
    for (const path of outcome.value ?? []) paths.set(path, place);
  }
  paths.delete(ROOT_FILE);
  return { paths: [...paths].sort(([a], [b]) => (a < b ? -1 : 1)), diagnostics };
}

/** What `include` lists, each with its place. Whether it has the right shape is for validation to say. */
function patternsIn(root: YamlFile): [string, Place][] {
  return includedBy(root).flatMap((pattern, index): [string, Place][] =>
    typeof pattern === 'string'
      ? [[pattern, latePlace(root.path, () => valueRange(root, ['include', index]))]]
      : [],
  );
}

function includedBy(root: YamlFile): readonly unknown[] {
  if (isPlainMap(root.value)) return Array.isArray(root.value.include) ? root.value.include : [];
  // What makes the file invalid may well have nothing to do with what it includes.
  const list = root.document.errors.length === 0 ? root.document.get('include') : undefined;
  return isSeq(list) ? list.items.map((item) => (isScalar(item) ? item.value : undefined)) : [];
}

function describeMissingRoot(failure: ReadFailure): Diagnostic {
  if (failure.failure !== 'missing') return describeUnreadable(ROOT_FILE, failure);
  return diagnostic('no-configuration', {
    detail: `There is no ${ROOT_FILE} in this directory.`,
    fix: `Change to the directory that holds ${ROOT_FILE}, or name it with --directory.`,
  });
}

const reasons: Record<ReadFailure['failure'], string> = {
  missing: 'does not exist',
  'outside-project': 'leads outside the project through a link',
  'not-a-file': 'is not a file',
  'too-large': 'is too large for a configuration file',
  'not-text': 'is not UTF-8 text',
  unreadable: 'cannot be read',
};

/** The diagnostic for a file or folder that could not be read. */
export function describeUnreadable(path: string, { failure, reason }: ReadFailure): Diagnostic {
  return diagnostic('unreadable-file', {
    file: path,
    range: { start: 0, end: 0 },
    detail: `${path} ${reasons[failure]} (${reason}). Its connections would look as if they had been removed, so the run stops here.`,
    fix: 'Make it readable, or take it out of `include`.',
  });
}
