// Reads the operations out of the HTTP contract, with the schema of each part of a request.
import type { Schema } from './sources.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** The operations by ID: method, path and the role that the token needs (null: none). */
export function operations(
  openapi: Schema,
): Record<string, { method: string; path: string; role: string | null }> {
  return Object.fromEntries(
    eachOperation(openapi).map(({ method, path, operation }) => [
      operation.operationId,
      { method: method.toUpperCase(), path, role: operation['x-role'] ?? null },
    ]),
  );
}

/** A part of a request: its body, or its path, query and header parameters together. */
export type RequestPart = 'parameters' | 'body';

/**
 * A schema for the given part of each operation's request, by operation ID; operations without a body have none.
 * Parameters are checked as `{ params, query, headers }`, header names in lower case. Unknown query parameters fail.
 */
export function requestSchemas(openapi: Schema, part: RequestPart): Record<string, Schema> {
  const entries = eachOperation(openapi).map(({ operation, item }) => {
    const body = operation.requestBody?.content['application/json'].schema;
    return [operation.operationId, part === 'body' ? body : parameterSchema(openapi, item, operation)];
  });
  return Object.fromEntries(entries.filter(([, schema]) => schema));
}

function parameterSchema(openapi: Schema, item: Schema, operation: Schema): Schema {
  const parameters: Schema[] = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(
    (parameter) =>
      parameter.$ref ? openapi.components.parameters[parameter.$ref.split('/').at(-1)] : parameter,
  );
  const group = (place: string, additionalProperties: boolean) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const key = (parameter: Schema) => (place === 'header' ? parameter.name.toLowerCase() : parameter.name);
    const required = own.filter((parameter) => parameter.required).map(key);
    const properties = Object.fromEntries(own.map((parameter) => [key(parameter), parameter.schema]));
    return { type: 'object', additionalProperties, required, properties };
  };
  const properties = {
    params: group('path', false),
    query: group('query', false),
    headers: group('header', true),
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

function eachOperation(openapi: Schema): { method: string; path: string; operation: Schema; item: Schema }[] {
  return Object.entries(openapi.paths as Record<string, Schema>).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ method, path, operation: item[method], item }] : [])),
  );
}
