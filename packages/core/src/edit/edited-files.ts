// A project's files as they would be after an edit, to check the result before anything is written.
import type { FolderEntry, ProjectFiles } from '../load/project-files.ts';

/** @param path of the file that is new or changed */
export function withFile(files: ProjectFiles, path: string, text: string): ProjectFiles {
  return withFiles(files, new Map([[path, text]]));
}

/** @param texts of the files that are new or changed, by path */
export function withFiles(files: ProjectFiles, texts: ReadonlyMap<string, string>): ProjectFiles {
  return {
    async read(wanted) {
      const text = texts.get(wanted);
      return text === undefined ? files.read(wanted) : { text };
    },
    async list(folder) {
      const listed = await files.list(folder);
      const entries = new Map<string, FolderEntry>();
      for (const entry of entriesBelow(folder, texts.keys())) entries.set(entry.name, entry);
      if (entries.size === 0 || ('failure' in listed && listed.failure !== 'missing')) return listed;
      for (const entry of 'entries' in listed ? listed.entries : []) entries.set(entry.name, entry);
      return { entries: [...entries.values()] };
    },
  };
}

/** What the paths add to a folder, be it files or folders on the way to them. */
function* entriesBelow(folder: string, paths: Iterable<string>): Generator<FolderEntry> {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...below] = path.slice(prefix.length).split('/');
    yield { name, kind: below.length > 0 ? 'folder' : 'file' };
  }
}
