// Says of each value of a connection where it comes from: layer, place and variables.
import { fieldMarks } from '@flowlink/schema';
import type { Place } from '../diagnostics/diagnostic.ts';
import { placeOf } from '../validate/declared-connection.ts';
import { extendedBy } from '../validate/extend.ts';
import { inSchemaOrder } from '../validate/schema-order.ts';
import type { ResolvedConnection } from './connection.ts';
import { type Decision, provenanceOf, type Removal } from './provenance.ts';
import type { Use } from './substitute.ts';

/** A scalar or a list of a connection. */
export interface ExplainedField extends Omit<Decision, 'value'> {
  /** As it stands in the file: references are not replaced. */
  readonly declared: unknown;
  /** As it will be on the backend. There is none of a secret, and none while a variable is missing. */
  readonly value?: unknown;
  readonly isSecret: boolean;
  /** The variables that it names, in their order. */
  readonly variables: readonly Use[];
}

export interface ExplainedConnection {
  readonly name: string;
  /** Where its own block stands. */
  readonly place: Place;
  /** The profiles that it names; later ones count more. */
  readonly extends: readonly string[];
  /** In the order of the schema, workflows by name. What nobody says is left out, though it may have a default. */
  readonly fields: readonly ExplainedField[];
  readonly removed: readonly Removal[];
}

export function explainConnection({ source, config, uses, unset }: ResolvedConnection): ExplainedConnection {
  const { fields, removed } = provenanceOf(source);
  const { secret } = fieldMarks[source.declared.platform];
  const explained = fields.map(({ value: declared, ...decision }): ExplainedField => {
    const { path } = decision;
    const isSecret = secret.includes(String(path[0]));
    const isOpen = isSecret || unset.some((use) => isWithin(use, path));
    return {
      ...decision,
      declared,
      ...(isOpen ? {} : { value: valueAt(config, path) }),
      isSecret,
      variables: uses.filter((use) => isWithin(use, path)),
    };
  });
  return {
    name: source.name,
    place: placeOf(source),
    extends: extendedBy(source.layers[0]),
    fields: inSchemaOrder(source, explained),
    removed: inSchemaOrder(source, removed),
  };
}

function isWithin({ path }: Use, field: readonly string[]): boolean {
  return field.every((key, index) => path[index] === key);
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (value as Readonly<Record<string, unknown>>)[key], config);
}
