// Holds exchanges against the contract: all that the backend answers, and all that flowlink asks.
import contract from '@flowlink/schema/openapi.json' with { type: 'json' };
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Exchange, Message } from './exchange.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: object;
}

type Content = Record<string, { readonly schema: object }>;

interface Response {
  readonly headers?: Record<string, { readonly schema: object }>;
  readonly content?: Content;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Record<string, Response | Reference>;
  readonly security?: readonly object[];
}

interface Reference {
  readonly $ref: string;
}

const paths = contract.paths as unknown as Record<string, Record<string, Operation>>;

const ajv = validator(false);
/** Parameters and header fields are text. */
const coercing = validator(true);

function validator(coerceTypes: boolean): Ajv2020 {
  const made = new Ajv2020({ strict: false, allErrors: true, discriminator: true, coerceTypes });
  formats.default(made);
  return made.addSchema(contract, 'contract');
}

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value, in words. @param at for the words */
function faults(by: Ajv2020, schema: object, value: unknown, at: string): string[] {
  const key = `${by === coercing} ${JSON.stringify(schema)}`;
  const validate = compiled.get(key) ?? by.compile(absolute(schema) as object);
  compiled.set(key, validate);
  if (validate({ value })) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${at}${instancePath.replace(/^\/value/, '')} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

/** The schema of an object that holds the value, with references that lead into the contract. */
function absolute(schema: object): unknown {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"contract#');
  return { type: 'object', required: ['value'], properties: { value: JSON.parse(text) as unknown } };
}

/**
 * @returns what does not conform, each in a sentence. What flowlink itself did not send is not judged: tests are free
 * to ask wrongly, and are to be answered as the contract says.
 */
export function violations(exchange: Exchange): string[] {
  const { method, path, request } = exchange;
  const isOurs = /^flowlink\//.test(request.headers['user-agent'] ?? '');
  const found = find(method, path);
  const where = `${method} ${path} -> ${exchange.status}`;
  if (!found) return isOurs ? [`${where}: the contract does not know this operation`] : [];
  const { operation, values, parameters } = found;
  const asked = isOurs ? requestFaults(exchange, operation, parameters, values) : [];
  return [...asked, ...responseFaults(exchange, operation)].map((fault) => `${where}: ${fault}`);
}

function find(method: string, path: string) {
  const [pathname = ''] = path.split('?');
  for (const [template, item] of Object.entries(paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(pathname);
    const operation = item[method.toLowerCase()];
    if (!match || !operation) continue;
    const shared = (item.parameters ?? []) as unknown as readonly (Parameter | Reference)[];
    const parameters = [...shared, ...(operation.parameters ?? [])].map((parameter) =>
      resolve<Parameter>(parameter),
    );
    return { operation, parameters, values: match.groups ?? {} };
  }
  return undefined;
}

function requestFaults(
  { path, request }: Exchange,
  operation: Operation,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, string>>,
): string[] {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const sent = ({ in: place, name }: Parameter): string | undefined => {
    if (place === 'path') return values[name] === undefined ? undefined : decodeURIComponent(values[name]);
    if (place === 'query') return query.get(name) ?? undefined;
    const header = request.headers[name.toLowerCase()];
    return Array.isArray(header) ? header.join(', ') : header;
  };
  const known = new Set(parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name));
  const strange = [...query.keys()].filter((name) => !known.has(name));
  const wrong = parameters.flatMap((parameter) => {
    const value = sent(parameter);
    const at = `the request's ${parameter.in} parameter ${parameter.name}`;
    if (value === undefined) return parameter.required ? [`${at} is missing`] : [];
    return faults(coercing, parameter.schema, value, at);
  });
  const isOpen = operation.security?.length === 0;
  return [
    ...strange.map((name) => `the request has an unknown query parameter ${name}`),
    ...wrong,
    ...(isOpen || /^Bearer \S+$/.test(request.headers.authorization ?? '') ? [] : ['it sends no token']),
    ...bodyFaults(request, operation.requestBody?.content, 'the request', operation.requestBody?.required),
  ];
}

function responseFaults({ method, status, response }: Exchange, operation: Operation): string[] {
  const described = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined);
  if (!described) return [`the contract lists no such status for ${operation.operationId}`];
  const { headers = {}, content } = resolve<Response>(described);
  const wrong = Object.entries(headers).flatMap(([name, { schema }]) => {
    const value = response.headers[name.toLowerCase()];
    return value === undefined ? [] : faults(coercing, schema, String(value), `the header ${name}`);
  });
  const isProblem = content?.['application/problem+json'] !== undefined;
  return [
    ...wrong,
    ...(method === 'HEAD' ? [] : bodyFaults(response, content, 'the answer', true)),
    ...(isProblem && (parsed(response) as { status?: number })?.status !== status
      ? ['the problem document names another status']
      : []),
  ];
}

function bodyFaults(
  message: Message,
  content: Content | undefined,
  name: string,
  isRequired = false,
): string[] {
  if (message.body.length === 0) return content && isRequired ? [`${name} has no body`] : [];
  if (!content) return [`${name} has a body, and the contract knows none`];
  const [type = ''] = (message.headers['content-type'] ?? '').split(';');
  const schema = content[type]?.schema;
  if (!schema) return [`${name} is ${type || 'of no type'}, and not ${Object.keys(content).join(' or ')}`];
  if (!type.endsWith('json')) return faults(ajv, schema, message.body.toString('utf8'), name);
  const value = parsed(message);
  return value === undefined ? [`${name} is no JSON`] : faults(ajv, schema, value, name);
}

function parsed({ body }: Message): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function resolve<T>(part: T | Reference): T {
  if (!(typeof part === 'object' && part !== null && '$ref' in part)) return part as T;
  const keys = String(part.$ref).split('/').slice(1);
  return keys.reduce((at: unknown, key) => (at as Record<string, unknown>)[key], contract) as T;
}
