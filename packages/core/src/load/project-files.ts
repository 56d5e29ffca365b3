// The file system as the loader sees it: the project's root and nothing outside it.

/** Why a file or folder could not be read. */
export interface ReadFailure {
  readonly failure: 'missing' | 'outside-project' | 'not-a-file' | 'too-large' | 'not-text' | 'unreadable';
  /** More for people, such as the system's error code. */
  readonly reason: string;
}

export interface FolderEntry {
  readonly name: string;
  /** What it is after following a link; `other` is everything that is neither, a link to a folder included. */
  readonly kind: 'file' | 'folder' | 'other';
}

/** Reads below the project's root. Paths are relative to it, with forward slashes; nothing throws. */
export interface ProjectFiles {
  /** The text of a file in UTF-8 without a byte order mark. Links that lead outside the project are refused. */
  read(path: string): Promise<{ readonly text: string } | ReadFailure>;
  /** The entries of a folder. */
  list(path: string): Promise<{ readonly entries: readonly FolderEntry[] } | ReadFailure>;
}
