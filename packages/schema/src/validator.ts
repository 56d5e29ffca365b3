// The shape of the precompiled validators in dist/validators.

/** One way in which a value does not conform, as ajv reports it. It never repeats the value. */
export interface ValidationError {
  /** JSON pointer to the value. */
  instancePath: string;
  /** JSON pointer to the keyword in the schema. */
  schemaPath: string;
  /** The keyword that failed, such as `required` or `pattern`. */
  keyword: string;
  /** What the keyword wanted, for example `{ missingProperty: 'scopes' }`. */
  params: Record<string, unknown>;
  /** ajv's own sentence. */
  message?: string;
}

/** Tells whether a value conforms; after a refusal `errors` says why, until the next call. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: ValidationError[] | null;
}
