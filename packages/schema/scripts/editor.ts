// Turns the configuration schemas into what editors read: the same rules, with titles, messages, snippets and Markdown.
//
// The sources say in `x-editor` what the rules alone do not tell:
//   title    heads the hover text
//   message  what to do about a wrong value, in place of the editor's own sentence; it never repeats the value
//   values   Markdown for each value of an enumeration, in its order
//   examples where the rule that has them stands elsewhere
//   snippet  what is inserted, with tab stops; `label` names it and `body` is its data, no hyphen in its keys, since an
//            editor takes one for the sign of a list
//   see      the address of documentation elsewhere
//   also     further parts of `allOf`
//   without  keywords to leave out, because an editor would suggest wrong values from them
import { stringify } from 'yaml';
import type { Json, Schema } from './sources.ts';

/** Keywords that hold a schema, and those that hold a map of schemas. */
const ONE = ['if', 'then', 'items', 'additionalProperties', 'propertyNames', 'not'];
const NAMED = ['properties', '$defs'];

/**
 * Removes what only editors read: validators and the wire have no use for it.
 *
 * @param done what parts became: those that schemas share stay shared, or the validators would hold them twice
 */
export function withoutEditorWords(schema: Json, done = new Map<Json, Json>()): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (!done.has(schema)) done.set(schema, stripped(schema, done));
  return done.get(schema);
}

function stripped(schema: Json, done: Map<Json, Json>): Json {
  if (Array.isArray(schema)) return schema.map((part) => withoutEditorWords(part, done));
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'x-editor')
      .map(([key, value]) => [key, withoutEditorWords(value, done)]),
  );
}

/** @param schema a whole configuration schema; its names are those of `$defs/name` */
export function forEditors({ $defs, ...schema }: Schema): Schema {
  // A key that people choose is nothing to suggest, but where a name is a value, the schema of the key would hide it.
  const key = { ...forEditor($defs.name), doNotSuggest: true };
  return { ...forEditor(schema), $defs: { key, ...forEditor({ $defs }).$defs } };
}

function forEditor(schema: Json, name?: string): Json {
  if (typeof schema !== 'object') return schema;
  const { 'x-editor': words = {}, ...rest } = schema as Schema;
  for (const keyword of words.without ?? []) delete rest[keyword];
  for (const keyword of ONE) if (keyword in rest) rest[keyword] = forEditor(rest[keyword]);
  for (const keyword of NAMED) if (keyword in rest) rest[keyword] = eachNamed(rest[keyword]);
  const parts = [...(rest.allOf ?? []), ...(words.also ?? [])];
  if (parts.length > 0) rest.allOf = parts.map((part: Json) => forEditor(part));
  if (rest.if) rest.if = condition(rest.if);
  if (rest.propertyNames) rest.propertyNames = { $ref: '#/$defs/key' };
  const message = words.message ?? messageFor(rest);
  const { examples: _examples, ...described } = listApart(rest);
  return {
    ...described,
    ...(words.title ? { title: words.title } : {}),
    ...examplesIn(rest, words, name),
    ...(words.values ? { markdownEnumDescriptions: words.values } : {}),
    ...(message ? { errorMessage: message } : {}),
    ...(words.snippet ? { defaultSnippets: [words.snippet] } : {}),
    // The enumeration of all platforms stands beside it and is suggested.
    ...('const' in rest ? { doNotSuggest: true } : {}),
  };
}

const eachNamed = (schemas: Record<string, Json>): Schema =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, forEditor(schema, name)]));

/**
 * A condition that holds for maps only, since the absence of a value is reported without it. An editor takes every
 * enumeration on a value, those of conditions too, for what may stand there, so text is compared with a pattern.
 */
function condition({ properties = {}, ...rest }: Schema): Schema {
  const compared = Object.fromEntries(
    Object.entries(properties as Record<string, Schema>).map(([name, { enum: values, ...schema }]) => [
      name,
      values ? { ...schema, type: 'string', pattern: `^(${values.join('|')})$` } : schema,
    ]),
  );
  return { type: 'object', ...rest, properties: compared };
}

/** Where text or a list may stand, an editor would insert a list at once. */
function listApart({ items, ...schema }: Schema): Schema {
  if (!items) return schema;
  return [schema.type].flat().includes('string') ? { ...schema, allOf: [{ items }] } : { ...schema, items };
}

/** What to do about a wrong value, as its type tells. */
function messageFor({ type, minimum, maximum, pattern, enum: values }: Schema): string | undefined {
  const types = [type].flat();
  if (values || !['integer', 'boolean', 'string'].some((known) => types.includes(known))) return undefined;
  const reference = pattern ? ', or a reference such as ${env:NAME}' : '';
  if (types.includes('boolean')) return `Write true or false${reference}.`;
  if (types.includes('integer')) return `Write a whole number${rangeOf(minimum, maximum)}${reference}.`;
  return 'Write text here, in quotes if YAML reads it as a number, true, false or null.';
}

function rangeOf(minimum?: number, maximum?: number): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  return minimum === undefined ? '' : `, ${minimum} or more`;
}

/** Description and examples as an editor shows them: it renders maps and lists of them wrongly, so they go into the text. */
function examplesIn(schema: Schema, { see, examples = schema.examples }: Schema, name?: string): Schema {
  const { description, default: otherwise } = schema;
  const nested = (examples ?? []).filter((example: Json) => [example].flat().some(isMap));
  const plain = (examples ?? []).filter((example: Json) => !nested.includes(example));
  const blocks = nested.map(
    (example: Json) => `\`\`\`yaml\n${stringify({ [name ?? 'example']: example })}\`\`\``,
  );
  const link = see ? [`[Documentation](${see})`] : [];
  const absent = typeof otherwise === 'boolean' ? [`Without it: \`${otherwise}\`.`] : [];
  const additions = [...absent, ...blocks, ...link];
  const isMarkdown = description?.includes('`') || additions.length > 0;
  return {
    ...(plain.length > 0 ? { examples: plain } : {}),
    ...(isMarkdown ? { markdownDescription: [asMarkdown(description), ...additions].join('\n\n') } : {}),
  };
}

const isMap = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Descriptions are prose in which only `code` is marked. */
const asMarkdown = (prose: string): string =>
  prose.replace(/(`[^`]*`)|([*_[\]<>])/g, (_all, code?: string, sign?: string) => code ?? `\\${sign}`);

/**
 * The required fields of an object as a snippet, each with a tab stop and its example.
 *
 * @param first the number of the first tab stop
 */
export function snippetOf({ required, properties }: Schema, first: number): Schema {
  let stop = first;
  return Object.fromEntries(
    (required as string[]).map((name) => {
      const { const: fixed, examples, type } = properties[name];
      if (fixed !== undefined) return [name, fixed];
      if (type === 'array') return [name, [`$${stop++}`]];
      return [name, `\${${stop++}:${String(examples?.[0] ?? '').replace(/[$}\\]/g, '\\$&')}}`];
    }),
  );
}
