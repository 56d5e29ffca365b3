// Where each value of a connection comes from, as programs read it.
import { type ExplainedConnection, locate, type Origin, type Sources, type Statement } from '@flowlink/core';

/** Values are those on the backend, what is overridden stands as it does in the files. A secret's value is in neither. */
export function resolvedJson(
  { name, place, extends: profiles, fields, removed }: ExplainedConnection,
  sources: Sources,
): object {
  return {
    name,
    source: sourceJson(place, sources),
    extends: profiles,
    fields: fields.map(({ path, value, isSecret, origin, variables, overridden }) => ({
      path,
      ...(value === undefined ? {} : { value }),
      sensitive: isSecret,
      source: sourceJson(origin, sources),
      variables: variables.map(({ env, isSet, isDefault }) => ({
        name: env,
        set: isSet,
        default: isDefault,
      })),
      overrides: overridden.map((statement) => statementJson(statement, sources)),
    })),
    removed: removed.map(({ path, origin, overridden }) => ({
      path,
      source: sourceJson(origin, sources),
      overrides: overridden.map((statement) => ({
        path: statement.path,
        ...statementJson(statement, sources),
      })),
    })),
  };
}

function statementJson({ value, origin }: Statement, sources: Sources) {
  return { value, source: sourceJson(origin, sources) };
}

function sourceJson({ profile, ...place }: Origin, sources: Sources) {
  const { file, line, column } = locate(place, sources);
  return { file, line, column, ...(profile === undefined ? {} : { profile }) };
}
