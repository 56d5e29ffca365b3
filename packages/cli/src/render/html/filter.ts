// Which connections are shown: those that hold every word, and of every facet one of the tags.
import type { ConnectionData, ScopeColumn } from './page-data.ts';

export interface Criteria {
  readonly words: string;
  readonly tags: readonly string[];
}

/** What words are looked for in. @returns lower-case text */
export function searchText(connection: ConnectionData, columns: readonly ScopeColumn[]): string {
  const { name, change, verification, scopes, problems } = connection;
  const texts = [
    name,
    ...(change ? [change.action, change.reason, change.from ?? '', change.position] : []),
    ...(change?.fields ?? []).flatMap(({ path, before, after, note, position }) => [
      path,
      before,
      after,
      note,
      position,
    ]),
    ...(verification ? [verification.word] : []),
    ...(verification?.checks ?? []).map(({ reason }) => reason),
    ...(scopes?.grants ?? []).map(({ column }) => columns[column]?.scope ?? ''),
    ...problems.flatMap(({ code, summary, detail }) => [code, summary, detail]),
  ];
  return texts.join('\n').toLowerCase();
}

/** @returns the test that a connection and its search text pass or not */
export function matcherOf({
  words,
  tags,
}: Criteria): (connection: ConnectionData, searched: string) => boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const alternatives = [...Map.groupBy(tags, (tag) => tag.split(':', 1)[0]).values()];
  return (connection, searched) =>
    wanted.every((word) => searched.includes(word)) &&
    alternatives.every((group) => group.some((tag) => connection.tags.includes(tag)));
}
