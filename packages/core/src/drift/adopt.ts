// Writes what the backend has into the YAML of one connection, as text, and says what it leaves.
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { appliedForm, literal } from '../edit/declaration.ts';
import { valueAt } from '../edit/yaml/changed-data.ts';
import type { Json } from '../edit/yaml/json.ts';
import { removeValue } from '../edit/yaml/remove-value.ts';
import { setValue } from '../edit/yaml/set-value.ts';
import { holds } from '../load/nodes.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { type AdoptableChange, changesToAdopt } from './adoptable.ts';
import type { DriftedConnection } from './drift.ts';
import { leftAlone } from './left-alone.ts';

/** A value that is taken over. */
export interface Adopted extends AdoptableChange {
  readonly connection: string;
  /** Where it stands so far, or its connection if it is new. */
  readonly place: Place;
}

export interface AdoptedConnection {
  /** The new text of the file that the connection stands in; undefined if it does not change. */
  readonly text?: string;
  readonly adopted: readonly Adopted[];
  /** A warning for everything that is left. */
  readonly left: readonly Diagnostic[];
}

/** @param text of the file that the connection stands in, with what was adopted before */
export function adoptConnection(connection: DriftedConnection, text: string): AdoptedConnection {
  const { name, sides, fields } = connection;
  const left = [...leftAlone(connection)];
  if (!sides) return { adopted: [], left };
  const { want, have } = sides;
  const ahead = fields.filter(({ direction, sensitive }) => direction === 'backend' && !sensitive);
  const adopted: Adopted[] = [];
  let edited = text;
  for (const change of changesToAdopt(want.config, appliedForm(have), ahead)) {
    const place = placeOf(want.source, change.path);
    const result = write(edited, want.source, change);
    if ('text' in result) {
      edited = result.text;
      adopted.push({ ...change, connection: name, place });
    } else {
      const what = `“${change.path.join('.')}”`;
      left.push(
        diagnostic('not-adopted', {
          ...place,
          connection: name,
          detail: `${what} is ${shown(change.after)} on the backend. ${result.problem}`,
          fix: result.fix ?? 'Make the change by hand.',
        }),
      );
    }
  }
  return { ...(edited === text ? {} : { text: edited }), adopted, left };
}

type Written = { readonly text: string } | { readonly problem: string; readonly fix?: string };

/** Only the connection's own block is written: what a profile says is not about this connection alone. */
function write(text: string, source: DeclaredConnection, { path, after }: AdoptableChange): Written {
  const [own, ...profiles] = source.layers;
  const at = { document: own.file.index, path: [...own.path, ...path] };
  if (after !== undefined) {
    const variables = referencesIn(valueAt(source.declared as never, path));
    if (variables.length > 0)
      return {
        problem: `The configuration takes it from ${variables.join(' and ')}.`,
        fix: `Set ${variables.join(' and ')} accordingly, or replace the reference by hand.`,
      };
    return setValue(text, at, literal(after) as Json);
  }
  const inherited = profiles.some((layer) => holds(layer.file, [...layer.path, ...path]));
  return inherited ? setValue(text, at, null) : removeValue(text, at);
}

/** The variables of a scalar, if it holds references. */
function referencesIn(value: Json | undefined): string[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/(?<!\$)\$\{env:(\w+)/g)].map(([, name = '']) => name);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'gone' : JSON.stringify(value);
}
