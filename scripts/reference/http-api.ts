// The page on the HTTP API, from the contract that backend and flowlink are held against.
import { headingOf, type Places, section } from './documents.ts';
import { code, opening, page, table } from './markdown.ts';
import { type Link, type Schema, typeOf } from './schema-type.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

export function httpApiPage(openapi: Schema, places: Places): string {
  const own = places.claim('http-api.md', openapi.components.schemas);
  const operations = Object.entries(openapi.paths as Record<string, Schema>).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] ? [{ path, method, item, operation: item[method] as Schema }] : [],
    ),
  );
  const groups = (openapi.tags as Schema[]).map(({ name, description }) =>
    page(
      `## ${name[0].toUpperCase()}${name.slice(1)}`,
      description,
      ...operations
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, item, operation }) =>
          page(
            `### ${operation.summary}`,
            `${code(`${method.toUpperCase()} ${path}`)}${role(operation)}`,
            operation.description ?? '',
            parameters(openapi, [...(item.parameters ?? []), ...(operation.parameters ?? [])], places.link),
            body(operation, places.link),
            answers(openapi, operation, places.link),
          ),
        ),
    ),
  );
  return page(
    opening('The HTTP API', 'packages/schema/openapi.json', openapi.info.description),
    'Every request but those for whoever runs the backend needs `Authorization: Bearer TOKEN`, with a token of the workspace. A token with the role `write` may what `read` may, and `admin` may everything. What goes wrong is answered with a [Problem](#problem).',
    ...groups,
    '## Parts',
    ...Object.entries(own).map(([name, schema]) => section(3, headingOf(name, schema), schema, places.link)),
  );
}

function role(operation: Schema): string {
  return operation['x-role'] ? `, with the role ${code(operation['x-role'])}` : ', without a token';
}

function parameters(openapi: Schema, given: readonly Schema[], link: Link): string {
  const all = given.map((parameter) => (parameter.$ref ? resolve(openapi, parameter.$ref) : parameter));
  return table(
    ['parameter', 'in', 'type', 'required', 'default', 'meaning'],
    all.map(({ name, in: place, schema, required, description }) => [
      code(name),
      place,
      typeOf(schema, link),
      required ? 'yes' : '',
      schema.default === undefined ? '' : code(String(schema.default)),
      description ?? '',
    ]),
  );
}

function body({ requestBody }: Schema, link: Link): string {
  const schema = requestBody?.content['application/json'].schema as Schema | undefined;
  if (!schema) return '';
  return schema.$ref ? `Body: ${typeOf(schema, link)}.` : page('Body:', fields(schema, link));
}

function fields(schema: Schema, link: Link): string {
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>)
    .map(([name, property]) =>
      `- ${code(name)}: ${typeOf(property, link)}. ${property.description ?? ''}`.trim(),
    )
    .join('\n');
}

function answers(openapi: Schema, { responses }: Schema, link: Link): string {
  const texts = Object.entries(responses as Record<string, Schema>)
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => {
      const { content, description } = response.$ref ? resolve(openapi, response.$ref) : response;
      const schema = (Object.values(content ?? {})[0] as Schema | undefined)?.schema as Schema | undefined;
      const what = schema?.$ref ? typeOf(schema, link) : String(description).replace(/\.$/, '');
      return `${code(status)} ${what}`;
    });
  return `Answers: ${texts.join(', ')}.`;
}

function resolve(openapi: Schema, reference: string): Schema {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<Schema>((part, key) => part[key] as Schema, openapi);
}
