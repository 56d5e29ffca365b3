// Holds an exchange between a client and a backend against the OpenAPI document, by other means than those two do it themselves.
import contract from '@flowlink/schema/openapi.json' with { type: 'json' };
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** One request with its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly requestHeaders: Readonly<Record<string, string | undefined>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string | undefined>>;
  readonly responseBody: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
}

interface Content {
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly object[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, object>>;
}

type PathItem = { readonly parameters?: readonly object[] } & Readonly<Record<string, unknown>>;

const paths = contract.paths as unknown as Readonly<Record<string, PathItem>>;

/** Headers that ask for something; the others only tell how a client transports it. */
const ASKING = /^(?:flowlink|if)-/;

/** Keywords beginning with `x-` are the contract's own; numbers in a path or query are text on the wire. */
const options = { strict: false, allErrors: true };
const [ajv, coercing] = [new Ajv2020(options), new Ajv2020({ ...options, coerceTypes: true })];
for (const each of [ajv, coercing]) {
  addFormats.default(each);
  each.addSchema(contract, 'contract');
}

/** What is wrong with an exchange, a sentence each; never a value, for it could be a secret. */
export function problemsOf(exchange: Exchange): string[] {
  const { pathname, searchParams } = new URL(exchange.url, 'http://backend');
  const found = Object.entries(paths).find(([template]) => matcher(template).test(pathname));
  const operation = found?.[1][exchange.method.toLowerCase()] as Operation | undefined;
  if (!found || !operation) return [`${exchange.method} ${pathname} is no operation of the contract`];
  const [template, item] = found;
  const at = `${template}/${exchange.method.toLowerCase()}`;
  const ofRequest = [
    ...parameterProblems([...(item.parameters ?? []), ...(operation.parameters ?? [])], {
      path: { ...matcher(template).exec(pathname)?.groups },
      query: Object.fromEntries(searchParams),
      header: exchange.requestHeaders,
    }),
    ...(operation.security || exchange.requestHeaders.authorization ? [] : ['the request carries no token']),
    ...bodyProblems('request', operation.requestBody ?? {}, exchange.requestHeaders, exchange.requestBody),
  ];
  // A request that does not conform is to be refused with 400; a test that provokes it looks at what is made of that.
  const problems = [...(exchange.status === 400 ? [] : ofRequest), ...responseProblems(operation, exchange)];
  return problems.map((problem) => `${operation.operationId} (${at}, ${exchange.status}): ${problem}`);
}

const matcher = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

function parameterProblems(
  declared: readonly object[],
  sent: Readonly<Record<Parameter['in'], Readonly<Record<string, string | undefined>>>>,
): string[] {
  const parameters = declared.map((parameter) =>
    followed<Parameter & { readonly schema: object }>(parameter),
  );
  const known = (kind: Parameter['in'], name: string) =>
    parameters.some(
      (parameter) => parameter.in === kind && parameter.name.toLowerCase() === name.toLowerCase(),
    );
  const unknown = [
    ...Object.keys(sent.query).filter((name) => !known('query', name)),
    ...Object.keys(sent.header).filter((name) => ASKING.test(name) && !known('header', name)),
  ];
  return [
    ...unknown.map((name) => `the contract has no parameter ${name}`),
    ...parameters.flatMap(({ name, in: kind, required, schema }) => {
      const text = sent[kind][kind === 'header' ? name.toLowerCase() : name];
      if (text === undefined) return required ? [`${name} is missing`] : [];
      const value = kind === 'path' ? decodeURIComponent(text) : text;
      const fits = coercing.compile({ type: 'object', properties: { value: absolute(schema) } });
      return fits({ value }) ? [] : [`${name}: ${coercing.errorsText(fits.errors)}`];
    }),
  ];
}

function responseProblems(
  operation: Operation,
  { status, responseHeaders, responseBody, method }: Exchange,
): string[] {
  const declared = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined);
  if (!declared) return ['the contract does not list this status'];
  if (method === 'HEAD') return [];
  return bodyProblems('response', followed<Content>(declared), responseHeaders, responseBody);
}

function bodyProblems(
  side: 'request' | 'response',
  { content, required = true }: Content & { readonly required?: boolean },
  headers: Exchange['requestHeaders'],
  body: string,
): string[] {
  if (!content) return body === '' ? [] : [`the ${side} has a body, and the contract has none`];
  if (body === '' && !required) return [];
  const type = headers['content-type']?.split(';')[0]?.trim() ?? 'none';
  const schema = (content[type] as { readonly schema: object } | undefined)?.schema;
  if (!schema) return [`the ${side} is of the type ${type}`];
  if (!type.endsWith('json')) return [];
  const value = parsed(body);
  if (value === undefined) return [`the ${side} is no JSON`];
  const fits = compiled(schema);
  return fits(value) ? [] : [`the ${side}: ${ajv.errorsText(fits.errors, { dataVar: 'body' })}`];
}

const validators = new Map<object, ValidateFunction>();

function compiled(schema: object): ValidateFunction {
  const known = validators.get(schema) ?? ajv.compile(absolute(schema));
  validators.set(schema, known);
  return known;
}

/** References in the contract are meant within it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"contract#/')) as object;
}

function followed<T>(value: object): T {
  if (!('$ref' in value)) return value as T;
  const keys = String(value.$ref).slice(2).split('/');
  return keys.reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], contract) as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
