// What a YAML file says, in which order and with which comments, without its spacing: what formatting reads and prints.

/** A comment on a line of its own, as written. Without text it is a blank line. */
export interface Note {
  readonly text: string;
  /** Where it began, from 0. */
  readonly column: number;
}

/** A place for a value, with what stands around the value. */
export interface Slot {
  /** Anchor and tag. */
  readonly props: string[];
  /** Comments behind `key:` or `-` where the value begins on another line. */
  readonly announced: string[];
  /** Lines between that line and the value; at the top of a document, what stays there whatever comes first. */
  readonly between: Note[];
  node: Node;
  /** Whether the value begins on another line than `key:` or `-`. */
  startsLine: boolean;
  /** Comments behind the value: on its last line, and under it in the same column. */
  readonly behind: string[];
}

export type Node = Nothing | Scalar | BlockScalar | Collection;

interface Nothing {
  readonly kind: 'nothing';
}

/** Plain, quoted, or an alias. */
interface Scalar {
  readonly kind: 'scalar';
  /** As written, but without the indentation of the lines. */
  readonly lines: readonly string[];
}

export interface BlockScalar {
  readonly kind: 'block-scalar';
  /** `|` or `>` with its indicators. */
  readonly header: string;
  /** The comment behind the header. */
  readonly announced: string[];
  /** The content without its indentation. */
  readonly lines: readonly string[];
  /** How far the content is indented, if the header says so. */
  readonly indent?: number;
  /** Whether blank lines at the end are part of the content. */
  readonly keepsEnd: boolean;
}

export interface Collection {
  readonly kind: 'collection';
  readonly isMap: boolean;
  /** In braces or brackets. */
  readonly isFlow: boolean;
  /** In braces or brackets with a line break behind the first of them. */
  readonly isBroken: boolean;
  /** A pair in brackets that has no braces of its own. */
  readonly isBare: boolean;
  readonly hasTrailingComma: boolean;
  /** Whether entries of more than one line get blank lines between them, whatever was written. */
  readonly isSpaced: boolean;
  /** Comments in this column or to the right of it may belong to the collection. */
  readonly column: number;
  /** The comment behind the opening brace or bracket. */
  readonly announced: string[];
  readonly entries: readonly Entry[];
  /** Comments under the last entry. */
  readonly tail: Note[];
}

/** A key with its value, or an item of a list. */
export interface Entry {
  /** Where it began, from 0. */
  readonly column: number;
  /** Whether a blank line stands above it and its comments. */
  readonly isSetApart: boolean;
  /** Comments above it that belong to it. */
  readonly before: Note[];
  /** Comments under it that belong to it. */
  readonly below: Note[];
  /** Absent in a list. */
  readonly key?: Slot;
  /** What the key means as data, if it is a scalar. */
  readonly name?: string;
  /** Whether a colon stands behind the key. */
  readonly hasColon: boolean;
  readonly value: Slot;
}

/** One of the documents in a file. */
export interface DocumentTree {
  /** Comments and directives above `---`. */
  readonly head: readonly Note[];
  /** The comment behind `---`; undefined if the document begins without. */
  readonly marker?: readonly string[];
  readonly root: Slot;
  readonly tail: Note[];
  /** The comment behind `...`; undefined if the document ends without. */
  end?: readonly string[];
}

/** A file: its documents, and the comments under the last of them. */
export interface StreamTree {
  readonly documents: readonly DocumentTree[];
  readonly tail: readonly Note[];
}

export const isBlank = ({ text }: Note): boolean => text === '';

export const emptySlot = (): Slot => ({
  props: [],
  announced: [],
  between: [],
  node: { kind: 'nothing' },
  startsLine: false,
  behind: [],
});

/** A collection without comments of its own. */
export const plainCollection = (
  kind: Pick<Collection, 'isMap' | 'isFlow' | 'column'>,
  entries: readonly Entry[],
): Collection => ({
  kind: 'collection',
  ...kind,
  isBroken: false,
  isBare: false,
  hasTrailingComma: false,
  isSpaced: false,
  announced: [],
  entries,
  tail: [],
});
