// Every diagnostic there is, in the order of the pipeline. docs/errors.md explains each one; a test keeps the two equal.

const error = (summary: string) => ({ severity: 'error', summary }) as const;
const warning = (summary: string) => ({ severity: 'warning', summary }) as const;

export const codes = {
  // load
  'no-configuration': error('There is no flowlink.yaml here'),
  'unreadable-file': error('A file cannot be read'),
  'include-without-match': error('An include matches no file'),
  'include-outside-project': error('An include leads outside the project'),
  'yaml-syntax': error('The file is not valid YAML'),
  'yaml-limit': error('The YAML exceeds a limit'),
  'duplicate-key': error('A key stands twice in one map'),
  'empty-file': error('The file is empty'),

  // validate
  'more-errors': error('There are more errors'),
  'unknown-key': error('Unknown key'),
  'missing-key': error('A required key is missing'),
  'wrong-type': error('A value has the wrong type'),
  'invalid-value': error('A value is not valid'),
  'unknown-value': error('A value is not one of those allowed'),
  'duplicate-value': error('A list holds the same value twice'),
  'invalid-name': error('A name is not valid'),
  'literal-secret': error('A secret stands in the file'),
  'invalid-reference': error('A reference is not valid'),
  'invalid-store-hash': error('The store hash is not valid'),
  'odd-store-hash': warning('The store hash has an unusual length'),
  'invalid-store-url': error('The store URL is not valid'),
  'untidy-store-url': warning('The store URL is not in its plain form'),
  'store-url-mismatch': warning('The store URL and the store hash seem to name different stores'),
  'odd-client-id': warning('The client ID has an unusual form'),
  'duplicate-connection': error('Two connections have the same name'),
  'duplicate-profile': error('Two profiles have the same name'),
  'unknown-profile': error('There is no such profile'),
  'profile-cycle': error('A profile extends itself'),
  'invalid-moved': error('A rename does not fit the connections'),
  'invalid-removed': error('A connection cannot be both declared and forgotten'),
  'invalid-import': error('A connection to import is not declared'),
  'missing-scope': error('The scopes do not permit a workflow'),
  'excess-scope': warning('The scopes permit more than the workflows need'),

  // resolve
  'missing-workspace': error('No workspace is named'),
  'missing-backend': error('No backend is named'),
  'insecure-backend': error('The backend URL is not encrypted'),
  'missing-token': error('FLOWLINK_TOKEN is not set'),
  'unset-variable': error('A variable is not set'),
  'malformed-secret': error('A variable does not hold a usable secret'),
  'wrong-kind-of-token': error('The access token is of the wrong kind'),
  'odd-access-token': warning('The access token has an unusual form'),
  'secret-exposed': error('A secret variable is used in a field that is not secret'),

  // backend
  'backend-unreachable': error('The backend cannot be reached'),
  'backend-tls': error('There is no secure connection to the backend'),
  'backend-proxy': error('The proxy does not lead to the backend'),
  'backend-timeout': error('The backend does not answer in time'),
  'backend-not-flowlink': error('The backend does not answer like a FlowLink backend'),
  'backend-unauthorized': error('The backend does not accept the token'),
  'backend-token-ends': warning('The token for the backend ends soon'),
  'backend-forbidden': error('The token does not permit this'),
  'id-token-unavailable': error('There is no token for the job of CI'),
  'id-token-refused': error('The backend does not accept the ID token of CI'),
  'issuer-unreachable': error('The backend cannot check the ID token of CI'),
  'backend-busy': error('The backend asks for fewer requests'),
  'backend-failed': error('The backend failed'),
  'backend-refused': error('The backend refused the request'),
  'lock-held': error('The workspace is locked'),
  'lock-lost': error('The lock was lost'),
  'lock-left': warning('The lock may not be released'),

  // plan
  'unknown-target': error('There is no such connection'),
  'unmanaged-connection': error('A connection of this name was made by hand'),
  'move-conflict': error('Two connections would have one name'),
  'import-missing': error('There is nothing to import'),
  'import-mismatch': error('The connection to import is another one'),
  'protected-connection': error('A protected connection would be destroyed'),
  'too-many-destroys': error('The plan destroys more than the guard allows'),
  'token-too-old': warning('An access token is older than allowed'),
  'changes-left-out': warning('Changes were left out by --target'),
  'scopes-immutable': error('The scopes of an API account can never be changed'),
  'new-api-account': warning('The connection moves to another API account'),
  'credentials-half-changed': warning('Client ID and access token did not change together'),

  // saved plans
  'plan-unreadable': error('The plan file cannot be used'),
  'plan-edited': error('The plan file was changed after it was written'),
  'plan-version': error('The plan file has another format version'),
  'plan-workspace': error('The plan is for another workspace'),
  'plan-backend': error('The plan is for another backend'),
  'plan-stale': error('A connection changed since the plan was made'),
  'plan-secret-changed': error('A secret changed since the plan was made'),

  // verify
  'verify-api-url': error('The address of BigCommerce’s API cannot be used'),
  'verify-token': error('BigCommerce does not accept the access token'),
  'verify-store-hash': error('The store hash is not that of a store'),
  'verify-store-url': error('The store URL belongs to another store'),
  'verify-client-id': error('The client ID belongs to another API account'),
  'verify-scope': error('The API account lacks a declared scope'),
  'verify-over-granted': warning('The API account has scopes that are not declared'),
  'verify-rate-limited': error('The store’s quota of requests is used up'),
  'verify-unavailable': error('The store is not available'),
  'verify-plan-limit': error('The store has reached a limit of its plan'),
  'verify-redirected': error('The store’s API answers with a redirect'),
  'verify-not-bigcommerce': error('The answer does not come from BigCommerce’s API'),
  'verify-unreachable': error('BigCommerce cannot be reached'),
  'verify-timeout': error('BigCommerce does not answer in time'),

  // apply
  'approval-needed': error('The plan was not approved'),
  'change-abandoned': error('A change was not waited for'),
  'changed-meanwhile': error('A connection changed while the plan was applied'),

  // scopes, add and init
  'unknown-action': error('An action does not exist'),
  'credentials-unreadable': error('The file does not hold BigCommerce credentials'),
  'credentials-incomplete': error('The credentials lack a value'),
  'connection-exists': error('The connection already exists'),
  'not-appendable': error('The connection cannot be added to this file'),
  'not-included': error('The file is not part of the project'),
  'env-not-ignored': error('git would let .env be committed'),
  'variable-taken': error('A variable already holds another value'),
  'variable-shadowed': warning('Another place sets the variable too'),
  'project-exists': error('There is a project here already'),
  'ci-misplaced': warning('CI does not look for its file there'),

  // drift and import
  'not-adopted': warning('A change on the backend was not adopted'),
  'already-managed': error('The connection is managed already'),

  // fmt
  'not-formatted': error('A file is not formatted'),
  unformattable: warning('A file is left unformatted'),

  // commands
  'no-id-token': error('There is no ID token of CI'),
  'unknown-run': error('There is no such run'),
  'other-lock': error('Another run holds the lock'),
  'unwritable-file': error('A file cannot be written'),
  deprecated: warning('Something was used that goes away'),
  'unwritable-step-file': warning('GitHub’s file for this step cannot be written'),
  usage: error('The command cannot be run like this'),
  internal: error('flowlink has a bug'),
} as const;

/** A stable name of a kind of problem. */
export type Code = keyof typeof codes;
