// Drift for programs: the values of both sides by their names, and who is ahead.
import {
  type Adopted,
  type Deed,
  type Drift,
  type DriftedField,
  hasDrift,
  locate,
  type Sources,
} from '@flowlink/core';

/** What `flowlink drift --json` holds besides the diagnostics. */
export function driftJson(drift: Drift, sources: Sources): object {
  return {
    drift: {
      workspace: drift.workspace,
      backend_url: drift.backendUrl,
      compared: drift.compared,
      drifted: hasDrift(drift),
      connections: drift.connections.map(
        ({ name, status, isDrift, renamedTo, renamedFrom, deleted, place, fields }) => ({
          name,
          status,
          drifted: isDrift,
          ...(renamedTo
            ? { renamed_to: { name: renamedTo.name, ...(renamedTo.edited ? deed(renamedTo.edited) : {}) } }
            : {}),
          ...(renamedFrom === undefined ? {} : { renamed_from: renamedFrom }),
          ...(deleted ? { deleted: deed(deleted) } : {}),
          ...(place ? { location: locate(place, sources) } : {}),
          fields: fields.map((field) => fieldJson(field, sources)),
        }),
      ),
    },
  };
}

function fieldJson(
  { path, direction, sensitive, before, after, place, edited }: DriftedField,
  sources: Sources,
) {
  return {
    path,
    ahead: direction === 'config' ? 'configuration' : direction === 'backend' ? 'backend' : 'both',
    sensitive,
    ...(after === undefined ? {} : { configuration: after }),
    ...(before === undefined ? {} : { backend: before }),
    location: locate(place, sources),
    ...(edited ? { changed: deed(edited) } : {}),
  };
}

function deed({ by, at }: Deed): { by: Deed['by']; at: string } {
  return { by, at };
}

/** One value that was taken over into the configuration; its place is that before. */
export function adoptedJson({ connection, path, before, after, place }: Adopted, sources: Sources): object {
  return {
    connection,
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    location: locate(place, sources),
  };
}
