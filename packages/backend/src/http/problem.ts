// Refusals as problem documents (RFC 9457).
import type { Problem, ProblemCode, ValidationError } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';

const table: Record<ProblemCode, readonly [status: number, title: string]> = {
  unauthorized: [401, 'The token is missing or not valid'],
  forbidden: [403, 'The token does not permit this'],
  not_found: [404, 'Not found'],
  invalid_request: [400, 'The request does not conform to the contract'],
  precondition_required: [428, 'A precondition is required'],
  precondition_failed: [412, 'The connection is not as expected'],
  immutable_field: [409, 'A field cannot change'],
  secret_required: [422, 'A secret is missing'],
  name_taken: [409, 'The name is taken'],
  not_managed: [409, 'The connection is not managed'],
  lock_held: [423, 'The workspace is locked'],
  lock_not_held: [423, 'The run does not hold the lock'],
  run_not_found: [404, 'There is no such run'],
  run_closed: [409, 'The run was closed differently'],
  id_token_refused: [403, 'The ID token is not accepted'],
  issuer_unreachable: [503, 'The issuer of the ID token cannot be asked'],
  payload_too_large: [413, 'The request is too large'],
  head_too_large: [431, 'The head of the request is too large'],
  request_timeout: [408, 'The request did not arrive in time'],
  rate_limited: [429, 'Too many requests'],
  unsupported_media_type: [415, 'The body must be application/json'],
  method_not_allowed: [405, 'The method is not allowed here'],
  internal: [500, 'The backend failed'],
  unavailable: [503, 'The backend cannot answer now'],
};

export function problemOf({ refused, detail, errors, lock, revision, ended }: Refusal): Problem {
  const [status, title] = table[refused];
  return {
    type: 'about:blank',
    title,
    status,
    code: refused,
    detail,
    ...(errors ? { errors } : {}),
    ...(lock ? { lock } : {}),
    ...(revision === undefined ? {} : { revision }),
    ...(ended ? { ended } : {}),
  };
}

/** @param errors the validator's findings, which never repeat a value */
export function invalidRequest(part: string, errors: readonly ValidationError[]): Problem {
  return {
    ...problemOf({ refused: 'invalid_request', detail: `The ${part} does not conform to /openapi.json.` }),
    errors: errors.slice(0, 20).map(({ instancePath, message, params }) => ({
      pointer: instancePath,
      message: [message, params.additionalProperty].filter(Boolean).join(': '),
    })),
  };
}
