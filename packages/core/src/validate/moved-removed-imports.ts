// What the configuration says about connections that change their name, are let go of, or were made by hand.
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { firstErrors, isEnough } from '../diagnostics/first-errors.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { latePlace, valueRange } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';

/** A connection that was renamed, and where that is said. */
export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly place: Place;
}

/** A connection to forget or to import, and where that is said. */
export interface Named {
  readonly name: string;
  readonly place: Place;
}

export interface Transitions {
  readonly moved: readonly Moved[];
  readonly removed: readonly Named[];
  readonly imports: readonly Named[];
}

interface Lists {
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly { readonly name: string }[];
  readonly imports?: readonly { readonly name: string }[];
}

/** Puts the lists of all files together. @param files of the right shape */
export function readTransitions(files: readonly YamlFile[]): Transitions {
  const collect = <T, R>(
    key: keyof Lists,
    last: string,
    entries: (lists: Lists) => readonly T[] | undefined,
    make: (entry: T, place: Place) => R,
  ): R[] =>
    files.flatMap((file) =>
      (entries(file.value as Lists) ?? []).map((entry, index) =>
        make(
          entry,
          latePlace(file.path, () => valueRange(file, [key, index, last])),
        ),
      ),
    );
  const named = ({ name }: { readonly name: string }, place: Place) => ({ name, place });
  return {
    moved: collect(
      'moved',
      'from',
      ({ moved }) => moved,
      (entry, place) => ({ ...entry, place }),
    ),
    removed: collect('removed', 'name', ({ removed }) => removed, named),
    imports: collect('imports', 'name', ({ imports }) => imports, named),
  };
}

/** What does not fit the connections that are declared. @param declared their names */
export function checkTransitions(
  { moved, removed, imports }: Transitions,
  declared: readonly string[],
): Diagnostic[] {
  const known = new Set(declared);
  const sources = new Map<string, Moved>();
  const problems: Diagnostic[] = [];
  for (const move of moved) {
    const again = sources.get(move.from);
    if (again) problems.push(movedTwice(move, again));
    else sources.set(move.from, move);
  }
  const ends = endsOf(sources);
  // Comparing names takes longest, and nobody sees what is behind the first thousand.
  const similarTo = (name: string) => (isEnough(problems.length) ? undefined : nearest(name, declared));
  for (const move of sources.values()) {
    if (known.has(move.from)) problems.push(stillDeclared(move));
    else if (!known.has(ends.get(move.from) ?? move.to))
      problems.push(leadsNowhere(move, similarTo(move.to)));
  }
  for (const { name, place } of removed) {
    if (known.has(name)) problems.push(removedButDeclared(name, place));
    else if (sources.has(name)) problems.push(removedButMoved(name, place));
  }
  for (const { name, place } of imports) {
    if (!known.has(name)) problems.push(importedButMissing(name, place, similarTo(name)));
  }
  return [...firstErrors(problems)];
}

/** Where the chain of renames ends that begins with each name. A circle has no end, and neither has what leads into one. */
function endsOf(sources: ReadonlyMap<string, Moved>): ReadonlyMap<string, string> {
  const ends = new Map<string, string>();
  const looked = new Set<string>();
  for (const first of sources.keys()) {
    const chain: string[] = [];
    let name = first;
    for (let move = sources.get(name); move && !looked.has(name); move = sources.get(name)) {
      looked.add(name);
      chain.push(name);
      name = move.to;
    }
    const end = sources.has(name) ? ends.get(name) : name;
    if (end !== undefined) for (const passed of chain) ends.set(passed, end);
  }
  return ends;
}

function movedTwice({ from, to, place }: Moved, first: Moved): Diagnostic {
  return diagnostic('invalid-moved', {
    ...place,
    detail: `“${from}” is moved to “${first.to}” already, and cannot become “${to}” too.`,
    fix: 'Remove one of the two.',
    related: [{ ...first.place, message: 'it is moved here first' }],
  });
}

function stillDeclared({ from, place }: Moved): Diagnostic {
  return diagnostic('invalid-moved', {
    ...place,
    connection: from,
    detail: `“${from}” is said to have another name now, but a connection of this name is still declared.`,
    fix: 'Rename that connection, or remove the entry under `moved` if it has done its work.',
  });
}

function leadsNowhere({ to, place }: Moved, similar: string | undefined): Diagnostic {
  return diagnostic('invalid-moved', {
    ...place,
    detail: `The configuration has no connection “${to}”, so what is moved there would be destroyed.`,
    fix: similar
      ? `Did you mean “${similar}”?`
      : 'Declare it, or remove the entry under `moved` together with the connection.',
  });
}

function removedButDeclared(name: string, place: Place): Diagnostic {
  return diagnostic('invalid-removed', {
    ...place,
    connection: name,
    detail: `“${name}” is to be forgotten, but it is still declared.`,
    fix: 'Delete the connection from the configuration, or the entry under `removed`.',
  });
}

function removedButMoved(name: string, place: Place): Diagnostic {
  return diagnostic('invalid-removed', {
    ...place,
    connection: name,
    detail: `“${name}” is to be forgotten, but \`moved\` gives it another name.`,
    fix: 'Remove one of the two entries.',
  });
}

function importedButMissing(name: string, place: Place, similar: string | undefined): Diagnostic {
  return diagnostic('invalid-import', {
    ...place,
    detail: `“${name}” is to be imported, but the configuration has no such connection.`,
    fix: similar
      ? `Did you mean “${similar}”?`
      : `Declare it; \`flowlink import ${name}\` writes the declaration too.`,
  });
}
