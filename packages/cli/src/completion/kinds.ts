// What kind of value a name in capitals stands for.

/** Values that completion knows where to find; `free` is anything else. */
export type Kind = 'connection' | 'action' | 'file' | 'folder' | 'project-file' | 'free';

const kinds: Readonly<Record<string, Kind>> = {
  NAME: 'connection',
  ACTION: 'action',
  FILE: 'file',
  PLANFILE: 'file',
  DIR: 'folder',
  // Relative to the project's root, not to the current folder.
  PATH: 'project-file',
};

/** @param name as help prints it @returns IDs of runs, for one, are known to the backend only, so they are `free` */
export function kindOf(name: string): Kind {
  return kinds[name] ?? 'free';
}
