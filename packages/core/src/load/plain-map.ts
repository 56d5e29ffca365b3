// Tells a map from any other value of plain data, as parsed YAML and JSON Schemas are.

/** Whether the value has entries by key: neither a list nor a scalar nor null. */
export function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
