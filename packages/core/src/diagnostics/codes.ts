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
  'duplicate-connection': error('Two connections have the same name'),
  'missing-scope': error('The scopes do not permit a workflow'),

  // resolve
  'missing-workspace': error('No workspace is named'),
  'missing-backend': error('No backend is named'),
  'insecure-backend': error('The backend URL is not encrypted'),
  'missing-token': error('FLOWLINK_TOKEN is not set'),
  'unset-variable': error('A variable is not set'),
  'malformed-secret': error('A variable does not hold a usable secret'),
  'secret-exposed': error('A secret variable is used in a field that is not secret'),

  // backend
  'backend-unreachable': error('The backend cannot be reached'),
  'backend-timeout': error('The backend does not answer in time'),
  'backend-not-flowlink': error('The backend does not answer like a FlowLink backend'),
  'backend-unauthorized': error('The backend does not accept the token'),
  'backend-forbidden': error('The token does not permit this'),
  'backend-failed': error('The backend failed'),
  'backend-refused': error('The backend refused the request'),
  'lock-held': error('The workspace is locked'),
  'lock-lost': error('The lock was lost'),

  // plan
  'unknown-target': error('A target does not exist'),
  'unmanaged-connection': error('A connection of this name was made by hand'),
  'protected-connection': error('A protected connection would be destroyed'),
  'too-many-destroys': error('The plan destroys more than the guard allows'),
  'changes-left-out': warning('Changes were left out by --target'),

  // saved plans
  'plan-unreadable': error('The plan file cannot be used'),
  'plan-edited': error('The plan file was changed after it was written'),
  'plan-version': error('The plan file has another format version'),
  'plan-workspace': error('The plan is for another workspace'),
  'plan-backend': error('The plan is for another backend'),
  'plan-stale': error('A connection changed since the plan was made'),
  'plan-secret-changed': error('A secret changed since the plan was made'),

  // apply
  'approval-needed': error('The plan was not approved'),
  'changed-meanwhile': error('A connection changed while the plan was applied'),

  // commands
  'unwritable-file': error('A file cannot be written'),
  usage: error('The command cannot be run like this'),
  internal: error('flowlink has a bug'),
} as const;

/** A stable name of a kind of problem. */
export type Code = keyof typeof codes;
