// Puts one finding of the schema validator into words, by the keyword that failed.
import { NAME_RULE } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { replaceableRange } from '../load/nodes.ts';
import {
  atKey,
  atValue,
  descriptionIn,
  exampleIn,
  type Finding,
  formatFinding,
  inside,
  placeAt,
  quote,
  subject,
  valueAt,
} from './finding.ts';
import { mended } from './platform-problem.ts';
import { requirementOf } from './requirement.ts';

const explainers: Record<string, (finding: Finding) => Diagnostic> = {
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  enum: unknownValue,
  const: unknownValue,
  propertyNames: invalidName,
  uniqueItems: duplicateValue,
  pattern: malformed,
};

export function explainFinding(finding: Finding): Diagnostic {
  return (explainers[finding.error.keyword] ?? invalidValue)(finding);
}

function unknownKey(finding: Finding): Diagnostic {
  const { path, parts, error } = finding;
  const unknown = String(error.params.additionalProperty);
  const allowed = [...new Set(parts.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const known = allowed.length > 0 ? `Known here: ${allowed.join(', ')}.` : 'No key is allowed here.';
  const suggestion = nearest(unknown, allowed);
  return diagnostic('unknown-key', {
    ...atKey(finding, [...path, unknown]),
    detail: `${quote(unknown)} means nothing ${inside(path)}. ${known}`,
    fix: suggestion ? `Did you mean ${quote(suggestion)}?` : 'Remove it.',
  });
}

function missingKey(finding: Finding): Diagnostic {
  const { path, error, partsBelow } = finding;
  const missing = String(error.params.missingProperty);
  const parts = partsBelow(missing);
  const example = exampleIn(parts);
  return diagnostic('missing-key', {
    ...atKey(finding, path),
    detail: `${quote(missing)} is missing ${inside(path)}. ${descriptionIn(parts)}`.trim(),
    fix: `Add ${quote(missing)}${example === undefined ? '' : `, for example \`${missing}: ${example}\``}.`,
  });
}

const typeNames: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function wrongType(finding: Finding): Diagnostic {
  const { path, parts } = finding;
  // Null, where it is allowed, removes a key that was taken over; nobody means it by mistake.
  const wanted = [parts.find(({ type }) => type)?.type ?? []].flat().filter((type) => type !== 'null');
  const kinds = wanted
    .filter((type) => type !== 'string' || !isReferable(wanted))
    .map((type) => typeNames[type]);
  const found = valueAt(finding, path);
  const kind = Array.isArray(found) ? 'a list' : typeNames[typeof found];
  return diagnostic('wrong-type', {
    ...atValue(finding, path),
    detail:
      `${subject(path)} must be ${kinds.join(' or ')}, but ${found === null ? 'nothing follows it' : `it is ${kind}`}. ${descriptionIn(parts)}`.trim(),
    ...(isUnquoted(found, wanted) ? quoted(finding, kind ?? '') : {}),
  });
}

/** Where a number or a boolean is wanted, text is allowed for references only. */
function isReferable(types: readonly string[]): boolean {
  return types.some((type) => ['integer', 'number', 'boolean'].includes(type));
}

/** The mend for text that YAML reads as something else. */
function quoted({ siteOf, path }: Finding, kind: string): Pick<Diagnostic, 'fix' | 'edit'> {
  const { file, path: at } = siteOf(path);
  const range = replaceableRange(file.document, at);
  if (!range) return {};
  const text = `"${file.text.slice(range.start, range.end)}"`;
  return {
    fix: `Put it in quotes, so that YAML does not read it as ${kind}: \`${path.at(-1)}: ${text}\`; \`flowlink validate --fix\` does it.`,
    edit: { range, text },
  };
}

/** A store hash such as 12345 or 1e5 is a number to YAML unless it is quoted. */
function isUnquoted(found: unknown, wanted: readonly unknown[]): boolean {
  return wanted.length === 1 && wanted[0] === 'string' && ['number', 'boolean'].includes(typeof found);
}

/** A value at the beginning of a sentence. What a map or a list holds may be a secret that is indented wrongly. */
function named(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (typeof value === 'object' && value !== null) return 'A map';
  const text = String(value);
  return quote(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/** Characters of a value in a sentence. */
const MAX_SHOWN = 100;

function unknownValue(finding: Finding): Diagnostic {
  const { path, error } = finding;
  const allowed = [error.params.allowedValues ?? error.params.allowedValue]
    .flat()
    .filter((value) => value !== null)
    .map(String);
  const known = formatProblem(finding);
  if (known) return known;
  const value = valueAt(finding, path);
  const suggestion = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const role = typeof path.at(-1) === 'number' ? `an entry of ${quote(path.at(-2))}` : quote(path.at(-1));
  return diagnostic('unknown-value', {
    ...atValue(finding, path),
    detail: `${named(value)} is not known as ${role}.${allowed.length <= 20 ? ` Allowed: ${allowed.join(', ')}.` : ''}`,
    fix: suggestion
      ? `Did you mean ${quote(suggestion)}?`
      : 'Use one of the values that `flowlink schema` lists.',
  });
}

function invalidName(finding: Finding): Diagnostic {
  const { path, error } = finding;
  const name = String(error.params.propertyName);
  const mended = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 63);
  return diagnostic('invalid-name', {
    ...atKey(finding, [...path, name]),
    detail: `${quote(name)} cannot be a name: ${NAME_RULE}, and start with a letter or a digit.`,
    ...(mended ? { fix: `Call it ${quote(mended)}, for example.` } : {}),
  });
}

function duplicateValue(finding: Finding): Diagnostic {
  const { path, error } = finding;
  const first = Math.min(Number(error.params.i), Number(error.params.j));
  const second = Math.max(Number(error.params.i), Number(error.params.j));
  return diagnostic('duplicate-value', {
    ...atValue(finding, [...path, second]),
    detail: `${named(valueAt(finding, [...path, second]))} stands twice in ${quote(path.at(-1))}.`,
    fix: 'Remove one of them.',
    related: [{ ...placeAt(finding, [...path, first]), message: 'it stands here first' }],
  });
}

function malformed(finding: Finding): Diagnostic {
  const { parts } = finding;
  if (parts.some(({ type }) => Array.isArray(type) && isReferable(type))) return wrongType(finding);
  return formatProblem(finding) ?? invalidValue(finding);
}

/** What the platform knows about the value, if it knows more than the schema. */
function formatProblem(finding: Finding): Diagnostic | undefined {
  const found = formatFinding(finding);
  if (!found) return undefined;
  return diagnostic(found.code, {
    ...atValue(finding, finding.path),
    ...mended(found, finding.siteOf(finding.path)),
  });
}

function invalidValue(finding: Finding): Diagnostic {
  const { path, parts, error } = finding;
  const example = exampleIn(parts);
  return diagnostic('invalid-value', {
    ...atValue(finding, path),
    detail: `${subject(path)} ${requirementOf(error)}. ${descriptionIn(parts)}`.trim(),
    ...(example === undefined ? {} : { fix: `It could be ${quote(example)}.` }),
  });
}
