// A project's files as they would be after an edit, to check the result before anything is written.
import type { ProjectFiles } from '../load/project-files.ts';

/** @param path of the file that is new or changed */
export function withFile(files: ProjectFiles, path: string, text: string): ProjectFiles {
  return {
    read: async (wanted) => (wanted === path ? { text } : files.read(wanted)),
    async list(folder) {
      const listed = await files.list(folder);
      const prefix = folder === '' ? '' : `${folder}/`;
      if (!path.startsWith(prefix) || ('failure' in listed && listed.failure !== 'missing')) return listed;
      const [name = '', ...below] = path.slice(prefix.length).split('/');
      const entries = 'entries' in listed ? listed.entries : [];
      if (entries.some((entry) => entry.name === name)) return { entries };
      return { entries: [...entries, { name, kind: below.length > 0 ? 'folder' : 'file' }] };
    },
  };
}
