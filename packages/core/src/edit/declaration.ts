// What a configuration would say of a connection that is on the backend.
import { type Connection, type ConnectionConfig, fieldMarks } from '@flowlink/schema';

/**
 * The configuration of a connection as an apply would send it: values that the running connector advances are as they were
 * applied, or left out if nothing was; fields that hold their default are left out.
 */
export function appliedForm({ config, applied }: Connection): ConnectionConfig {
  const { serverOwned, defaults, fields } = fieldMarks[config.platform];
  const workflows = Object.entries(config.workflows ?? {}).map(([name, { action, parameters = {} }]) => {
    const before = applied?.workflows?.[name];
    const owned = serverOwned[action] ?? [];
    const kept = Object.entries(parameters).flatMap(([parameter, value]) => {
      if (!owned.includes(parameter)) return [[parameter, value] as const];
      const last = before?.action === action ? before.parameters?.[parameter] : undefined;
      return last === undefined ? [] : [[parameter, last] as const];
    });
    return [name, { action, ...(kept.length > 0 ? { parameters: Object.fromEntries(kept) } : {}) }] as const;
  });
  const all: Readonly<Record<string, unknown>> = { ...config, workflows: Object.fromEntries(workflows) };
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = all[field];
      const isDefault = JSON.stringify(value) === JSON.stringify(defaults[field]);
      return value === undefined || isDefault ? [] : [[field, value]];
    }),
  ) as unknown as ConnectionConfig;
}

/**
 * The connection as a file declares it, in the order of the schema.
 *
 * @param variableFor the variable that is to hold the value of a secret field
 */
export function declarationOf(
  connection: Connection,
  variableFor: (field: string) => string,
): Record<string, unknown> {
  const config: Readonly<Record<string, unknown>> = { ...appliedForm(connection) };
  const { fields, secret } = fieldMarks[connection.config.platform];
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (secret.includes(field)) return [[field, `\${env:${variableFor(field)}}`]];
      return config[field] === undefined ? [] : [[field, literal(config[field])]];
    }),
  );
}

/** Text that could be taken for a reference is written so that it is none. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, literal(child)]));
}
