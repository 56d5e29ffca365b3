// Groups the fields that the backend is ahead in into the fewest changes of a configuration.
import { type ConnectionConfig, fieldMarks, leavesOf } from '@flowlink/schema';
import type { FieldDifference } from '../diff/three-way.ts';
import { valueAt } from '../edit/yaml/changed-data.ts';
import type { Json } from '../edit/yaml/json.ts';

const fieldAt = (config: ConnectionConfig, path: readonly string[]): Json | undefined =>
  valueAt(config as unknown as Json, path);

/** One value of a connection's configuration to set or to remove. */
export interface AdoptableChange {
  readonly path: readonly [string, ...string[]];
  /** What the configuration says; undefined if it says nothing. */
  readonly before?: Json;
  /** What it is to say; undefined if it is to say nothing. */
  readonly after?: Json;
}

/**
 * Whole workflows and lists are one change each, unless the configuration moved within them too.
 *
 * @param want the configuration @param have what the backend would be configured as @param fields those to take over
 */
export function changesToAdopt(
  want: ConnectionConfig,
  have: ConnectionConfig,
  fields: readonly FieldDifference[],
): AdoptableChange[] {
  const { unordered } = fieldMarks[want.platform];
  const taken = new Set(fields.map(({ path }) => path.join('\0')));
  const changes = fields.map(({ path }): AdoptableChange => {
    const list = path.slice(0, -1);
    if (unordered.includes(list.join('.'))) return changeOfList(list, want, have, fields);
    const missingIn =
      fieldAt(have, path) === undefined ? have : fieldAt(want, path) === undefined ? want : undefined;
    const whole =
      missingIn === undefined ? path : widest(path, missingIn, missingIn === have ? want : have, taken);
    return between(whole, fieldAt(want, whole), fieldAt(have, whole));
  });
  return [...new Map(changes.map((change) => [change.path.join('\0'), change])).values()];
}

function between(
  path: readonly string[],
  before: Json | undefined,
  after: Json | undefined,
): AdoptableChange {
  return {
    path: path as AdoptableChange['path'],
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The shortest beginning of a path that is missing on one side, and below which everything on the other is taken over. */
function widest(
  path: readonly string[],
  missingIn: ConnectionConfig,
  presentIn: ConnectionConfig,
  taken: ReadonlySet<string>,
): readonly string[] {
  const leaves = [...leavesOf(presentIn).keys()];
  const candidates = path.map((_, index) => path.slice(0, index + 1));
  const whole = candidates.find((candidate) => {
    const below = `${candidate.join('\0')}\0`;
    return (
      fieldAt(missingIn, candidate) === undefined &&
      leaves.every((leaf) => !leaf.startsWith(below) || taken.has(leaf))
    );
  });
  return whole ?? path;
}

/** The configured members stay in their order, but for those that were taken away; new ones follow. */
function changeOfList(
  list: readonly string[],
  want: ConnectionConfig,
  have: ConnectionConfig,
  fields: readonly FieldDifference[],
): AdoptableChange {
  const listed = (config: ConnectionConfig) => (fieldAt(config, list) ?? []) as string[];
  const members = fields.filter(({ path }) => path.slice(0, -1).join('\0') === list.join('\0'));
  const taken = new Set(members.map(({ path }) => String(path.at(-1))));
  const before = listed(want);
  const kept = before.filter((member) => !taken.has(member) || listed(have).includes(member));
  const added = listed(have).filter((member) => taken.has(member) && !before.includes(member));
  return between(list, before, [...kept, ...added]);
}
