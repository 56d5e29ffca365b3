// Which modules of the bundle go together. Every file costs about a millisecond at the start, and so do 100 kB unused.
import type { CodeSplittingGroup } from 'rolldown';

/** Parts that commands share, together if about the same commands use them. */
const shared = (name: string, test: RegExp, smallest: number): CodeSplittingGroup => ({
  name,
  test,
  minShareCount: 2,
  entriesAware: true,
  entriesAwareMergeThreshold: smallest,
});

/** A module goes where it fits first, and what it imports goes with it. */
export const chunks: CodeSplittingGroup[] = [
  { name: 'first', test: /^\0builtin:|cli.src.edge.(tool-version|closed-pipes)\.ts$/ },
  // What help needs, and every command as well.
  { name: 'help', test: /cli.src.(help|edge.(grammar-file|problem-reports))\.ts$/ },
  { name: 'parser', test: /node_modules.@oclif/ },
  // In the order of the layers of core: parts that only size puts together may wait for each other in a circle.
  { name: 'yaml', test: /node_modules.(?:yaml|picomatch)\b/ },
  {
    name: 'validate',
    test: /packages.(?:schema.dist(?!.validators)|core.dist.(?:diagnostics|load|platforms|validate)\b)|validators.configuration/,
  },
  { name: 'network', test: /node_modules.undici\b|backend.(?:undici-transport|no-answer)/ },
  { name: 'core', test: /packages.(?:core|schema).dist/, minShareCount: 2 },
  shared('cli', /packages.cli.src/, 200_000),
].map((group, index, { length }) => ({ ...group, priority: length - index }));
