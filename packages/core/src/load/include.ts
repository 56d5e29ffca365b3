// Expands an include to the files it names.
import picomatch from 'picomatch';
import { type Diagnostic, diagnostic, type Outcome, type Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { ProjectFiles, ReadFailure } from './project-files.ts';

/** More than one connection in each for any project that one backend could hold; parsed, more would fill the memory. */
const MAX_FILES = 20_000;

/** Folders that hold no configuration and may be huge. */
const SKIPPED = new Set(['node_modules', '.git']);

/**
 * The files that match, as paths from the project's root. A folder that cannot be listed is an error: leaving it out
 * would make its connections look removed. That is why this walks the folders itself; glob libraries pass over them.
 *
 * @param pattern a path or glob relative to the root
 * @param place where the pattern stands
 */
export async function expandInclude(
  pattern: string,
  place: Place,
  files: ProjectFiles,
): Promise<Outcome<string[]>> {
  const normal = pattern.replace(/^(\.\/)+/, '');
  if (normal.startsWith('/') || /^[A-Za-z]:/.test(normal) || normal.split(/[\\/]/).includes('..')) {
    const detail = `“${pattern}” is not below the project's root, so it is not read.`;
    const fix = 'Move the files into the project and use a path relative to flowlink.yaml.';
    return { diagnostics: [diagnostic('include-outside-project', { ...place, detail, fix })] };
  }
  if (isTangled(normal)) {
    const detail = 'The pattern has so many wildcards that comparing file names with it could take hours.';
    const fix = 'Write several simple patterns, such as connections/*.yaml.';
    return { diagnostics: [diagnostic('invalid-value', { ...place, detail, fix })] };
  }
  const { base, isGlob } = picomatch.scan(normal);
  if (!isGlob) return { value: [normal], diagnostics: [] };

  const matches = picomatch(normal);
  const found: string[] = [];
  const seen: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const walk = async (folder: string): Promise<void> => {
    const listing = await files.list(folder);
    if ('failure' in listing) {
      // A base that does not exist matches nothing, which is reported below.
      if (folder !== base || listing.failure !== 'missing')
        diagnostics.push(unlistable(folder, listing, place));
      return;
    }
    for (const { name, kind } of listing.entries) {
      if (found.length > MAX_FILES) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder' && !SKIPPED.has(name)) await walk(path);
      if (kind === 'file') {
        seen.push(path);
        if (matches(path)) found.push(path);
      }
    }
  };
  await walk(base);
  if (found.length > MAX_FILES) return { diagnostics: [tooManyFiles(pattern, place)] };
  if (diagnostics.length === 0 && found.length === 0) diagnostics.push(describeNoMatch(pattern, seen, place));
  return diagnostics.length > 0 ? { diagnostics } : { value: found, diagnostics };
}

function tooManyFiles(pattern: string, place: Place): Diagnostic {
  return diagnostic('invalid-value', {
    ...place,
    detail: `“${pattern}” matches more than ${MAX_FILES} files, which is more than a project can have.`,
    fix: 'Narrow the pattern, or put several connections into one file.',
  });
}

const MAX_LENGTH = 1000;

/** A pattern becomes a regular expression, and each wildcard in it multiplies the ways to match a name. */
function isTangled(pattern: string): boolean {
  const most = (segment: RegExp, limit: number) => (pattern.match(segment)?.length ?? 0) > limit;
  const hasManyStars = pattern.split('/').some((segment) => (segment.match(/\*+/g)?.length ?? 0) > 3);
  return pattern.length > MAX_LENGTH || hasManyStars || most(/\*\*/g, 3) || most(/\(/g, 3) || most(/\{/g, 10);
}

/** @param seen the files that were looked at, for a hint */
export function describeNoMatch(pattern: string, seen: readonly string[], place: Place): Diagnostic {
  const similar = nearest(pattern, seen) ?? seen.find((path) => /\.ya?ml$/.test(path));
  return diagnostic('include-without-match', {
    ...place,
    detail: `“${pattern}” matches no file, so its connections would look as if they had been removed.`,
    fix: similar
      ? `Correct the pattern (there is ${similar}), or remove it.`
      : 'Correct the pattern, or remove it if there are no such files any more.',
  });
}

function unlistable(folder: string, { reason }: ReadFailure, place: Place): Diagnostic {
  return diagnostic('unreadable-file', {
    ...place,
    detail: `The folder ${folder} cannot be listed (${reason}). Its connections would look as if they had been removed, so the run stops here.`,
    fix: 'Make the folder readable, or narrow the pattern.',
  });
}
