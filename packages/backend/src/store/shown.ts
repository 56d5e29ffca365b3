// What a response shows of a connection, written by the database: one text instead of two dozen values on the way to it.

/** What the database calls its functions that make a JSON object: of names and values, and of rows. */
export interface ObjectFunctions {
  readonly object: string;
  readonly ofRows: string;
}

/**
 * The columns of a `ShownConnection`, for a statement that reads from `connections`. Documents stay the text that they are:
 * reading them to write them again costs most of a list. Sealed values are not read.
 */
export function shownColumns({ object, ofRows }: ObjectFunctions): string {
  const plain = [
    'id',
    'name',
    'applied_name',
    'revision',
    'created_at',
    'changed_at',
    'applied_at',
    'applied_run',
  ];
  const applied = `CASE WHEN applied_salt IS NULL OR applied_fingerprint IS NULL THEN NULL
    ELSE ${object}('salt', applied_salt, 'fingerprint', applied_fingerprint) END`;
  const secret = `${object}('salt', salt, 'fingerprint', fingerprint, 'set_at', set_at, 'applied', ${applied})`;
  const secrets = `(SELECT CAST(${ofRows}(field, ${secret}) AS TEXT) FROM secrets WHERE connection = connections.id)`;
  const members = [
    `"config":' || config || '`,
    `"applied":' || COALESCE(applied, 'null') || '`,
    `"edits":' || edits || '`,
    `"verification":' || COALESCE(verification, 'null') || '`,
    `"changed_by":' || changed_by || '`,
    `"managed":' || CASE managed WHEN 1 THEN 'true' ELSE 'false' END || '`,
    `"secrets":' || COALESCE(${secrets}, '{}') || '`,
  ];
  const rest = `CAST(${object}(${plain.map((column) => `'${column}', ${column}`)}) AS TEXT)`;
  // The rest begins with a brace, which is open already.
  return `name, revision, '{${members.join()},' || SUBSTR(${rest}, 2) AS json`;
}
