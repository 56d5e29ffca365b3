// Plain data, as a YAML document of a configuration holds it.

/** A value to be written. */
export type Json = string | number | boolean | null | Json[] | JsonMap;

export interface JsonMap {
  [key: string]: Json;
}

export const isJsonMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
