// Plain data, as a YAML document of a configuration holds it.
import { isPlainMap } from '../../load/plain-map.ts';

/** A value to be written. */
export type Json = string | number | boolean | null | Json[] | JsonMap;

export interface JsonMap {
  [key: string]: Json;
}

export const isJsonMap = (value: Json | undefined): value is JsonMap => isPlainMap(value);
