// A connection as its file declares it, before anything is resolved.
import type { ConnectionConfig } from '@flowlink/schema';
import type { Place } from '../diagnostics/diagnostic.ts';
import { keyRange, type Path, valueRange } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';

export interface DeclaredConnection {
  readonly name: string;
  readonly file: YamlFile;
  /** What stands under the name, of the right shape; any scalar outside enumerations may still hold references. */
  readonly declared: Readonly<Record<string, unknown>> & { readonly platform: ConnectionConfig['platform'] };
}

/** Where a field of a connection stands, or the connection itself if the field is left out. */
export function placeOf({ name, file }: DeclaredConnection, path: Path = []): Place {
  const full = ['connections', name, ...path];
  return {
    file: file.path,
    range: path.length === 0 ? keyRange(file.document, full) : valueRange(file.document, full),
  };
}
