// A file that does not exist yet.

export interface NewFile {
  /** Path relative to the project's root. */
  readonly file: string;
  readonly text: string;
}
