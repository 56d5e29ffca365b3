// Which fields of a managed connection differ from the last apply because of direct edits, and who made those.
import type { Actor, ConnectionConfig, Edit } from '@flowlink/schema';
import { changedPaths, type Path, samePath } from './changed-fields.ts';
import { isRunningValue } from './running-values.ts';
import type { SentSecrets } from './sent-secrets.ts';
import type { StoredConnection } from './stored-connection.ts';

/** Who edits, and when. */
export interface Stamp {
  readonly at: string;
  readonly by: Actor;
}

const NAME: Path = ['name'];

/**
 * The edits once a direct edit has left this configuration. A field that it did not change keeps its entry; one that is
 * as it was applied has none.
 */
export function editsAfterPut(
  before: StoredConnection,
  config: ConnectionConfig,
  { changed, asApplied }: Pick<SentSecrets, 'changed' | 'asApplied'>,
  stamp: Stamp,
): Edit[] {
  if (!before.managed) return [];
  const entryOf = (path: Path) => before.edits.find((edit) => samePath(edit.path, path));
  const changedNow = [...changedPaths(before.config, config), ...changed.map((field): Path => [field])];
  const differing = [
    ...changedPaths(before.applied, config).filter((path) => !isRunningValue(path, config)),
    // Whether a secret that was not sent differs is known from its entry only: the value cannot be read back.
    ...Object.keys(before.secrets)
      .map((field): Path => [field])
      .filter(([field]) => !asApplied.includes(field)),
    NAME,
  ];
  return differing.flatMap((path) => {
    // A running value becomes a field like any other with its workflow.
    const isNew = changedNow.some((other) => samePath(other, path)) || isRunningValue(path, before.config);
    return isNew ? [{ path: [...path], ...stamp }] : (entryOf(path) ?? []);
  });
}

/**
 * The edits once the connection has another name.
 *
 * @param stamp of a direct edit; undefined if a run renames, which applies the name
 */
export function editsAfterMove(
  { managed, applied_name, edits }: StoredConnection,
  to: string,
  stamp: Stamp | undefined,
): Edit[] {
  const others = edits.filter(({ path }) => !samePath(path, NAME));
  if (!managed || stamp === undefined || to === applied_name) return others;
  return [...others, { path: [...NAME], ...stamp }];
}
