// A project's files in memory, with failures that a real file system would take effort to produce.
import type { FolderEntry, ProjectFiles, ReadFailure } from '../src/load/project-files.ts';

/** File contents by path; a failure stands for a file or folder that cannot be read. */
export type Files = Readonly<Record<string, string | ReadFailure>>;

export function memoryFiles(files: Files): ProjectFiles {
  return {
    async read(path) {
      const content = files[path];
      if (content === undefined) return { failure: 'missing', reason: 'ENOENT' };
      return typeof content === 'string' ? { text: content } : content;
    },
    async list(folder) {
      const failure = files[folder];
      if (failure !== undefined && typeof failure !== 'string') return failure;
      const prefix = folder === '' ? '' : `${folder}/`;
      const entries = new Map<string, FolderEntry>();
      for (const path of Object.keys(files)) {
        if (!path.startsWith(prefix)) continue;
        const [name = '', ...rest] = path.slice(prefix.length).split('/');
        const isFolder = rest.length > 0 || typeof files[path] !== 'string';
        entries.set(name, { name, kind: isFolder ? 'folder' : 'file' });
      }
      return entries.size > 0 ? { entries: [...entries.values()] } : { failure: 'missing', reason: 'ENOENT' };
    },
  };
}
