// Where connections are declared, so that what fails is told at its place.
import type { Subject } from '../backend/failure.ts';
import type { Configuration } from '../validate/configuration.ts';
import { nearestPlaceOf } from '../validate/declared-connection.ts';

/** @returns what is known of a connection by its name: one that is declared, or named under `removed`, or neither */
export function subjectsOf({
  connections,
  removed,
}: Pick<Configuration, 'connections' | 'removed'>): (name: string) => Subject {
  const declared = new Map(connections.map((connection) => [connection.name, connection]));
  const letGo = new Map(removed.map(({ name, place }) => [name, place]));
  return (name) => ({
    connection: name,
    placeOf: (path) => {
      const connection = declared.get(name);
      return connection ? nearestPlaceOf(connection, path) : letGo.get(name);
    },
  });
}
