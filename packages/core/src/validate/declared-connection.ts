// A connection as the project declares it, profiles taken over, before anything is resolved.
import type { ConnectionConfig } from '@flowlink/schema';
import type { Place } from '../diagnostics/diagnostic.ts';
import { holds, keyRange, type Path, valueRange } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';

/** A block of YAML that a connection is made of: its own, or a profile's. */
export interface Layer {
  readonly file: YamlFile;
  /** Leads from the document's root to the block. */
  readonly path: Path;
  /** The profile's name, if it is one. */
  readonly profile?: string;
}

/** A layer with what it says as plain data. */
export interface Block extends Layer {
  readonly value: Readonly<Record<string, unknown>>;
}

export interface DeclaredConnection {
  readonly name: string;
  /** Where the connection itself stands. */
  readonly file: YamlFile;
  /** All layers together, of the right shape; any scalar outside enumerations may still hold references. */
  readonly declared: Readonly<Record<string, unknown>> & { readonly platform: ConnectionConfig['platform'] };
  /** What it is made of, each block once: the connection's own first and what counts least last. */
  readonly layers: readonly [Block, ...Block[]];
}

/** The layer that says what stands at a path, and the path from the root of its document. */
export function layerAt({ layers }: DeclaredConnection, path: Path): Layer {
  const giving = layers.find((layer) => holds(layer.file, [...layer.path, ...path]));
  const { value: _value, ...layer } = giving ?? layers[0];
  return { ...layer, path: [...layer.path, ...path] };
}

/** Where a field of a connection stands, or the connection itself if the field is left out. */
export function placeOf(connection: DeclaredConnection, path: Path = []): Place {
  // Alone, a connection stands in one block, and whatever is left out is missing there.
  const { file, path: full } = path.length === 0 ? connection.layers[0] : layerAt(connection, path);
  return {
    file: file.path,
    range: path.length === 0 ? keyRange(file, full) : valueRange(file, full),
  };
}

/** Where the key of a field stands. */
export function keyPlaceOf(connection: DeclaredConnection, path: Path): Place {
  const { file, path: full } = layerAt(connection, path);
  return { file: file.path, range: keyRange(file, full) };
}

/** Where a field stands, or the nearest of those around it that does, in whichever layer says so; the connection if none does. */
export function nearestPlaceOf(connection: DeclaredConnection, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const isSaid = connection.layers.some(({ file, path: block }) => holds(file, [...block, ...part]));
    if (isSaid) return placeOf(connection, part);
  }
  return placeOf(connection);
}
