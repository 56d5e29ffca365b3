// The lines of the documentation that no test runs, each with the reason. Whatever is not listed here is run.

export interface NotRun {
  /** The beginning of the line, or all of it. */
  readonly line: RegExp;
  /** Only on this page. */
  readonly page?: string;
  readonly because: string;
}

export const notRun: readonly NotRun[] = [
  { line: /^git clone <this repository>/, because: 'it stands for the address of a copy' },
  {
    line: /^npx pnpm@10 (test|golden|check|fix|build|docs|changeset|--filter)\b/,
    because: 'CI runs it on the whole repository',
  },
  { line: /^npx pnpm@10 demo\b/, because: '.ci/run runs the demo, or a person who wants to see it' },
  {
    line: /^flowlink init( +#.*)?$/,
    because:
      'it asks at a terminal: packages/cli/test/init-questions.test.ts answers, and the pages show the flags as well',
  },
];

/** Pages whose lines are examples of what can be said, and tell no story in which they could be run. */
export const parsedOnly: ReadonlySet<string> = new Set(['docs/reference/commands.md']);
