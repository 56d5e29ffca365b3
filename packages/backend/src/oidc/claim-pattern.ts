// Patterns of claims: exact text, and for branches, tags and environments a * in place of their last part.

/** Whoever may choose the rest of these may do so by the rules of the repository; of no other claim that is known. */
const WITH_GLOBS = ['ref', 'ref_path', 'environment'];

/**
 * Why a pattern with a `*` is refused; undefined if it is not. A `*` stands at the end, after a slash, for one part without
 * slashes: `refs/heads/release/*` is not `refs/heads/release/a/b`, and never the branch of somebody else.
 */
export function globProblem(claim: string, pattern: string): string | undefined {
  if (!pattern.includes('*')) return undefined;
  if (!WITH_GLOBS.includes(claim)) {
    return `The claim ${claim} is compared as it stands; * is for ${WITH_GLOBS.join(', ')} only.`;
  }
  if (!/^[^*]+\/\*$/.test(pattern)) {
    return `In the claim ${claim} a * may only be the last part, as in refs/heads/release/*.`;
  }
  // Pull requests have refs, too.
  return /^refs\/(\*|pull\/|merge-requests\/)/.test(pattern)
    ? `“${pattern}” would match pull or merge requests; name branches or tags, as in refs/heads/*.`
    : undefined;
}

/** @param value a claim as it stands in the token */
export function matchesPattern(pattern: string, value: unknown): boolean {
  const text = claimText(value);
  if (text === undefined) return false;
  if (!pattern.endsWith('/*')) return text === pattern;
  const start = pattern.slice(0, -1);
  return text.startsWith(start) && /^[^/]+$/.test(text.slice(start.length));
}

/** A claim as text, undefined if it is missing, a list or a map. */
export function claimText(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
