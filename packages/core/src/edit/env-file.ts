// Sets variables in the text of a .env file and leaves the rest of it as it is.
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { findAssignments } from './env-assignments.ts';
import { endOfLineIn } from './lines.ts';
import { applyEdits } from './text-edit.ts';

/**
 * Replaces the value of each variable where it is assigned (the last place, which is the one that counts), or appends
 * an assignment. Whoever reads the result with node's parseEnv gets exactly these values, and all others as before.
 *
 * @returns the new text, or the name of a variable whose value no quoting can express
 */
export function setVariables(
  text: string,
  values: Readonly<Record<string, string>>,
): { readonly text: string } | { readonly unquotable: string } {
  let current = text;
  for (const [name, value] of Object.entries(values)) {
    const next = setVariable(current, name, value);
    if (next === undefined) return { unquotable: name };
    current = next;
  }
  return { text: current };
}

function setVariable(text: string, name: string, value: string): string | undefined {
  const before = read(text);
  if (before[name] === value) return text;
  const assignment = findAssignments(text).findLast((found) => found.name === name);
  const places: ((printed: string) => string)[] = [
    ...(assignment
      ? [(printed: string) => applyEdits(text, [{ range: assignment.value, text: printed }])]
      : []),
    (printed) => append(text, `${name}=${printed}`),
    (printed) => append(append(text, '# Set by flowlink:'), `${name}=${printed}`),
    (printed) => `${name}=${printed}${endOfLineIn(text)}${text}`,
  ];
  // A quote that someone left open may swallow what follows, and node takes the next line for the value of “NAME= ”
  // unless it is a comment.
  const expected = { ...before, [name]: value };
  const isRight = (result: string) => isDeepStrictEqual(read(result), expected);
  for (const place of places) {
    const result = quotings(value).map(place).find(isRight);
    if (result !== undefined) return result;
  }
  return undefined;
}

/**
 * What node reads. Where the value is empty it may take “export NAME” for the name, and what follows in the file decides
 * whether it does; that is read as NAME here. A line without a name sets nothing.
 */
function read(text: string): Record<string, string | undefined> {
  const { '': _, ...variables } = parseEnv(text);
  const exported = Object.entries(variables).filter(([name]) => name.startsWith('export '));
  for (const [name] of exported) delete variables[name];
  return {
    ...Object.fromEntries(exported.map(([name, value]) => [name.slice(7).trim(), value])),
    ...variables,
  };
}

/** The ways to write a value, the plainest first. */
function quotings(value: string): string[] {
  const quoted = ["'", '"', '`']
    .filter((quote) => !value.includes(quote))
    .map((quote) => `${quote}${value}${quote}`);
  // What a shell that reads the file would take apart is quoted, although node would not need it.
  return /^[\w./:@%+,=~-]*$/.test(value) ? [value, ...quoted] : [...quoted, value];
}

function append(text: string, line: string): string {
  const endOfLine = endOfLineIn(text);
  const gap = text === '' || text.endsWith('\n') ? '' : endOfLine;
  return `${text}${gap}${line}${endOfLine}`;
}
