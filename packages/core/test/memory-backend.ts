// A workspace in memory that keeps the contract's promises as far as planning and applying depend on them.
import { createHmac, randomBytes } from 'node:crypto';
import type { Connection, ConnectionConfig, Fingerprint, Problem } from '@flowlink/schema';
import type { Backend, Result, Write } from '../src/backend/port.ts';

const URL = 'https://flowlink.example.com/v1';
const TIME = '2026-01-01T00:00:00.000Z';

/** What tests look at and tamper with. */
export interface MemoryBackend extends Backend {
  readonly connections: Map<string, Connection>;
  /** Changes a connection as a person does in the user interface; undefined removes it. */
  edit(name: string, change: (config: ConnectionConfig) => ConnectionConfig | undefined): void;
  /** Failures to answer with before anything is done: the next one asked for is taken off the list. Undefined does it. */
  readonly faults: (Result<never> | undefined)[];
}

/** What the backend computes over a secret. */
function fingerprinted(secret: string): Fingerprint {
  const salt = randomBytes(16).toString('hex');
  const key = Buffer.from(salt, 'hex');
  return { salt, fingerprint: createHmac('sha256', key).update(secret).digest('hex') };
}

export function memoryBackend(): MemoryBackend {
  const connections = new Map<string, Connection>();
  const faults: (Result<never> | undefined)[] = [];
  let revisions = 0;
  let lockedBy: string | undefined;

  const refuse = (code: Problem['code'], status: number): Result<never> => ({
    ok: false,
    failure: { kind: 'problem', url: URL, problem: { type: 'about:blank', title: code, status, code } },
  });
  const fresh = (name: string): Connection => ({
    id: `con_${++revisions}`,
    name,
    applied_name: null,
    managed: false,
    revision: 0,
    config: {} as ConnectionConfig,
    applied: null,
    secrets: {},
    edits: [],
    verification: null,
    created_at: TIME,
    changed_at: TIME,
    changed_by: { token: 'test' },
    applied_at: null,
    applied_run: null,
  });

  const put = async ({
    name,
    config,
    secrets,
    revision,
    replace,
    run,
  }: Write): Promise<Result<Connection>> => {
    const fault = faults.shift();
    if (fault) return fault;
    if (lockedBy !== run) return refuse('lock_not_held', 423);
    const before = connections.get(name);
    if ((before?.revision ?? null) !== revision) return refuse('precondition_failed', 412);
    const base = before && !replace ? before : fresh(name);
    const written = Object.entries(secrets).map(
      ([field, secret]) => [field, { ...fingerprinted(secret.reveal()), set_at: TIME }] as const,
    );
    const states = Object.entries({ ...base.secrets, ...Object.fromEntries(written) }).map(
      ([field, { salt, fingerprint, set_at }]) =>
        [field, { salt, fingerprint, set_at, applied: { salt, fingerprint } }] as const,
    );
    const after: Connection = {
      ...base,
      managed: true,
      revision: ++revisions,
      config: structuredClone(config),
      applied: structuredClone(config),
      secrets: Object.fromEntries(states),
      applied_name: name,
      applied_run: run,
    };
    connections.set(name, after);
    return { ok: true, value: structuredClone(after) };
  };

  return {
    connections,
    faults,
    edit(name, change) {
      const before = connections.get(name) ?? fresh(name);
      const config = change(structuredClone(before.config));
      if (config) connections.set(name, { ...before, config, revision: ++revisions });
      else connections.delete(name);
    },
    async listConnections() {
      return faults.shift() ?? { ok: true, value: structuredClone([...connections.values()]) };
    },
    putConnections: (writes) => Promise.all(writes.map(put)),
    async deleteConnection({ name, revision, run }) {
      const fault = faults.shift();
      if (fault) return fault;
      if (lockedBy !== run) return refuse('lock_not_held', 423);
      if (connections.get(name)?.revision !== revision) return refuse('precondition_failed', 412);
      connections.delete(name);
      return { ok: true, value: undefined };
    },
    async moveConnection({ name, to, revision, run }) {
      const fault = faults.shift();
      if (fault) return fault;
      if (lockedBy !== run) return refuse('lock_not_held', 423);
      const before = connections.get(name);
      if (before?.revision !== revision) return refuse('precondition_failed', 412);
      if (connections.has(to)) return refuse('name_taken', 409);
      const after = { ...before, name: to, applied_name: to, revision: ++revisions };
      connections.delete(name);
      connections.set(to, after);
      return { ok: true, value: structuredClone(after) };
    },
    async forgetConnection({ name, revision, run }) {
      const fault = faults.shift();
      if (fault) return fault;
      if (lockedBy !== run) return refuse('lock_not_held', 423);
      const before = connections.get(name);
      if (before?.revision !== revision) return refuse('precondition_failed', 412);
      const after = { ...before, managed: false, applied: null, applied_name: null, revision: ++revisions };
      connections.set(name, after);
      return { ok: true, value: structuredClone(after) };
    },
    recordVerification: async () => refuse('not_found', 404),
    getLock: async () => ({ ok: true, value: null }),
    forceUnlock: async () => ({ ok: true, value: undefined }),
    getRun: async () => refuse('run_not_found', 404),
    listAudit: async () => ({ ok: true, value: [] }),
    async acquireLock({ run, holder }) {
      if (lockedBy !== undefined && lockedBy !== run) return refuse('lock_held', 423);
      lockedBy = run;
      return { ok: true, value: { run, holder, acquired_at: TIME, expires_at: TIME } };
    },
    async releaseLock(run) {
      if (lockedBy === run) lockedBy = undefined;
      return { ok: true, value: undefined };
    },
    listRuns: async () => ({ ok: true, value: [] }),
    openRun: async () => ({ ok: true, value: undefined }),
    closeRun: async () => ({ ok: true, value: undefined }),
  };
}
