// Keeps the values that the running connector has advanced when a configuration is written over them.
import { type ConnectionConfig, fieldMarks } from '@flowlink/schema';
import type { Path } from './changed-fields.ts';

/**
 * The configuration to store: a server-owned parameter keeps its running value unless the writer changed it from what
 * was last applied.
 *
 * @param next what is written
 * @param applied what was last applied; null before the first apply
 * @param running what is stored now
 */
export function keepRunningValues(
  next: ConnectionConfig,
  applied: ConnectionConfig | null,
  running: ConnectionConfig,
): ConnectionConfig {
  const { serverOwned } = fieldMarks[next.platform];
  const workflows = Object.entries(next.workflows ?? {}).map(([name, workflow]) => {
    const before = running.workflows?.[name];
    if (before?.action !== workflow.action) return [name, workflow];
    const parameters = { ...workflow.parameters };
    for (const parameter of serverOwned[workflow.action] ?? []) {
      const value = before.parameters?.[parameter];
      const unchanged = parameters[parameter] === applied?.workflows?.[name]?.parameters?.[parameter];
      if (unchanged && value !== undefined) parameters[parameter] = value;
    }
    return [name, Object.keys(parameters).length > 0 ? { ...workflow, parameters } : workflow];
  });
  return { ...next, ...(next.workflows ? { workflows: Object.fromEntries(workflows) } : {}) };
}

/** Whether the connector that runs this configuration advances the value there, or would if there were one. */
export function isRunningValue(
  [workflows, workflow, parameters, parameter]: Path,
  config: ConnectionConfig,
): boolean {
  if (workflows !== 'workflows' || parameters !== 'parameters' || !workflow || !parameter) return false;
  const action = config.workflows?.[workflow]?.action;
  return action !== undefined && (fieldMarks[config.platform].serverOwned[action] ?? []).includes(parameter);
}
