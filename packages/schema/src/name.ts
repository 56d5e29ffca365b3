// What names of workspaces, connections and workflows look like, as the schema has it, for names that stand in no file.

const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The rule as a clause, to follow a colon or a semicolon. */
export const NAME_RULE = 'names have 1 to 63 lower-case letters, digits, hyphens and underscores';

export function isName(text: string): boolean {
  return NAME.test(text);
}
