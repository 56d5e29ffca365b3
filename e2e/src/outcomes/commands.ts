// How each command ends, well and otherwise, as far as it is particular to the command.
import { jobOfCi } from '../ci/id-tokens.ts';
import { edited, lockedBy, madeByHand } from './applied.ts';
import { GOOD, INVALID, type Outcome, RUN, WRONG } from './outcome.ts';

const otherLayout = GOOD.replace(/^ {4}/gm, '      ');

/** By a token that is not ours. */
const lockedByOther: Outcome['before'] = async (place) => {
  await lockedBy(place, await place.backend.token('acme', 'write'));
};

export const outcomesOfCommands: Readonly<Record<string, Outcome>> = {
  'validate, valid': { command: 'validate', status: 0 },
  'validate, invalid': { yaml: INVALID, command: 'validate', status: 1 },
  'validate, mended': { yaml: GOOD.replace('g5cd38', 'store-g5cd38'), command: 'validate --fix', status: 0 },
  'plan, differences': { fresh: true, command: 'plan', status: 0 },
  'plan, differences, detailed': { fresh: true, command: 'plan --detailed-exitcode', status: 2 },
  'plan, no differences, detailed': { command: 'plan --detailed-exitcode', status: 0 },
  'plan, saved': { fresh: true, command: 'plan --out plan.json', status: 0 },
  'plan, verified': { fresh: true, command: 'plan --verify', status: 0 },
  'plan, contradicted': {
    yaml: WRONG,
    command: 'plan --verify --detailed-exitcode',
    status: 1,
    tells: true,
  },
  'apply, not approved': { fresh: true, command: 'apply', status: 1 },
  'apply, done': { fresh: true, command: 'apply --auto-approve', status: 0 },
  'apply, nothing to do': { command: 'apply --auto-approve', status: 0 },
  'apply, contradicted': { yaml: WRONG, command: 'apply --auto-approve', status: 1, tells: true },
  'destroy, done': { command: 'destroy --auto-approve', status: 0 },
  'verify, verified': { command: 'verify', status: 0 },
  'verify, recorded': { command: 'verify --record', status: 0 },
  'verify, contradicted': { yaml: WRONG, command: 'verify acme', status: 1, tells: true },
  'verify, no such connection': { command: 'verify acne', status: 1 },
  'scopes, of all': { command: 'scopes', status: 0 },
  'scopes, of actions': { command: 'scopes --actions get_orders', status: 0 },
  'scopes, of an unknown action': { command: 'scopes --actions get_order', status: 1 },
  'add, done': {
    command:
      'add credentials.txt --name bolt --store-url https://bolt.example.com --actions get_orders --no-env',
    status: 0,
    before: async (place) => place.write('credentials.txt', credentialsOf('b0lt')),
  },
  'add, rotated': {
    command: 'add credentials.txt --rotate --no-env',
    status: 0,
    before: async (place) => place.write('credentials.txt', credentialsOf('g5cd38')),
  },
  'add, no such file': { command: 'add nothing.txt', status: 1 },
  list: { command: 'list', status: 0 },
  history: { command: 'history', status: 0 },
  'history, of a run': { command: 'history run_00000000000000000000', status: 0 },
  'history, no such run': { command: 'history run_00000000000000000009', status: 1 },
  'show, a plan': {
    fresh: true,
    command: 'show plan.json',
    status: 0,
    before: (place) => place.flowlink('plan --out plan.json'),
  },
  'show, no such file': { command: 'show nothing.json', status: 1 },
  'show, resolved': { command: 'show --resolved acme', status: 0 },
  'show, resolved, without its variable': {
    yaml: GOOD.replace('TOKEN', 'UNSET'),
    command: 'show --resolved acme',
    status: 0,
  },
  'show, resolved, no such connection': { command: 'show --resolved acne', status: 1 },
  'show, resolved beside a plan': { command: 'show plan.json --resolved acme', status: 1 },
  'drift, none': { command: 'drift', status: 0 },
  'drift, none, detailed': { command: 'drift --detailed-exitcode', status: 0 },
  'drift, of the configuration only, detailed': {
    yaml: `${GOOD}    protect: true\n`,
    command: 'drift --detailed-exitcode',
    status: 0,
  },
  'drift, some': { command: 'drift', status: 0, before: edited },
  'drift, some, detailed': { command: 'drift --detailed-exitcode', status: 2, before: edited },
  'drift, renamed by hand': {
    command: 'drift',
    status: 0,
    before: (place) => place.renameByHand('acme', 'acne', 'maria'),
  },
  'drift, deleted by hand': {
    command: 'drift',
    status: 0,
    before: (place) => place.deleteByHand('acme', 'maria'),
  },
  'drift, adopted': { command: 'drift --adopt', status: 0, before: edited },
  'drift, no such connection': { command: 'drift acne', status: 1 },
  'import, done': { command: 'import bolt', status: 0, before: madeByHand },
  'import, as a block': { command: 'import bolt --block', status: 0, before: madeByHand },
  'import, no such connection': { command: 'import blot', status: 1 },
  'import, managed already': { command: 'import acme', status: 1 },
  'export, done': { command: 'export --out exported', status: 0, before: madeByHand },
  'export, in the way': { command: 'export --out .', status: 1 },
  'unlock, not locked': { command: 'unlock', status: 0 },
  'unlock, not approved': { command: 'unlock', status: 1, tells: true, before: lockedByOther },
  'unlock, of another run': {
    command: 'unlock run_00000000000000000002 --auto-approve',
    status: 1,
    tells: true,
    before: lockedByOther,
  },
  'unlock, by whom may not': {
    command: `unlock ${RUN} --auto-approve`,
    status: 1,
    tells: true,
    before: lockedByOther,
  },
  'unlock, done': { command: `unlock ${RUN} --auto-approve`, status: 0, before: (place) => lockedBy(place) },
  'init, done': {
    command: 'init -C fresh --workspace acme --backend-url https://flowlink.example.com --ci none',
    status: 0,
  },
  'init, there is a project': { command: 'init --yes', status: 1 },
  'init, flags missing': { command: 'init -C new', status: 1 },
  'fmt, formatted': { command: 'fmt', status: 0 },
  'fmt, to be formatted': { yaml: otherLayout, command: 'fmt', status: 0 },
  'fmt, checked': { command: 'fmt --check flowlink.yaml', status: 0 },
  'fmt, checked in vain': { yaml: otherLayout, command: 'fmt --check', status: 1 },
  'fmt, differences': { yaml: otherLayout, command: 'fmt --diff', status: 0 },
  'fmt, invalid': { yaml: INVALID, command: 'fmt', status: 0 },
  'fmt, not YAML': { yaml: `${GOOD}x: [\n`, command: 'fmt', status: 1 },
  'fmt, no such file': { command: 'fmt nothing.yaml', status: 1 },
  'show, resolved, invalid': { yaml: INVALID, command: 'show --resolved acme', status: 1 },
  'drift, invalid': { yaml: INVALID, command: 'drift --detailed-exitcode', status: 1 },
  'import, invalid': { yaml: INVALID, command: 'import bolt', status: 1 },
  'export, invalid': { yaml: INVALID, command: 'export --out another', status: 1 },
  'unlock, invalid': { yaml: INVALID, command: 'unlock', status: 1 },
  'schema, written': { command: 'schema output --out .', status: 0 },
  'login, done': { command: 'login --oidc', status: 0, before: (place) => jobOfCi(place) },
  'login, refused': {
    command: 'login --oidc --role write',
    status: 1,
    before: (place) => jobOfCi(place, { ref: 'refs/pull/7/merge' }),
  },
  'login, without an ID token': { command: 'login --oidc', status: 1 },
  'login, to nothing': { command: 'login', status: 1 },
  completion: { command: 'completion bash', status: 0 },
};

function credentialsOf(hash: string): string {
  return [
    'ACCESS TOKEN: 0access0token0of0a0test0account0',
    'CLIENT NAME: flowlink',
    'CLIENT ID: 0another0client0id0of0a0test000',
    'CLIENT SECRET: 0client0secret0of0a0test0account0client0secret0of0a0test0account00',
    `NAME: flowlink`,
    `API PATH: https://api.bigcommerce.com/stores/${hash}/v3/`,
    '',
  ].join('\n');
}
