// One history: the model and the real workspace side by side, and what must hold between them after every step.
import { isDeepStrictEqual } from 'node:util';
import {
  type ApplyProgress,
  apply,
  type Drift,
  drift,
  type Planned,
  type PlanRequest,
  plan,
  type Report,
  type RunOutcome,
  type Transport,
} from '@flowlink/core';
import type { Connection } from '@flowlink/schema';
import { expect } from 'vitest';
import { type ExpectedPlan, expectDrift, type Model } from './expectation.ts';
import { toFields } from './fields.ts';
import { Project } from './project.ts';
import type { Stored } from './stored.ts';
import { isFingerprintOf, type World } from './world.ts';

/** What a run came to. */
export interface Ran {
  readonly outcome: RunOutcome;
  readonly events: readonly ApplyProgress[];
}

export class History {
  readonly model: Model = { project: new Project(), stored: new Map(), deletedBy: new Map() };
  readonly world: World;
  /** Whose killed run may still hold the lock. */
  killed: string | undefined;
  /** A plan that was saved, and what was expected of it. */
  saved:
    | { readonly text: string; readonly expected: ExpectedPlan; readonly tokens: ReadonlyMap<string, string> }
    | undefined;
  /** The revision and the ID that each write left, by serial. */
  readonly #written = new Map<number, Pick<Connection, 'id' | 'revision'>>();
  readonly #identities = new Map<string, number>();
  #tokens = 0;

  constructor(world: World) {
    this.world = world;
  }

  newToken(): string {
    return `token${++this.#tokens}`.padEnd(31, '0');
  }

  ports(
    transport?: Transport,
    more: Readonly<Record<string, string>> = {},
    text = this.model.project.yaml(),
  ) {
    const variables = { ...this.model.project.variables(), ...more };
    return this.world.ports({ 'flowlink.yaml': text }, variables, transport);
  }

  /** Plans, and holds what comes of it against the model. */
  async plan(
    expected: ExpectedPlan,
    request: Partial<PlanRequest> = {},
    transport?: Transport,
  ): Promise<Planned | undefined> {
    const before = await this.world.connections();
    const report = await plan(this.ports(transport), {
      mode: 'apply',
      targets: [],
      redeclareScopes: [],
      ...request,
    });
    expect(await this.world.connections()).toEqual(before);
    const refusals = errorsOf(report).sort();
    if (expected.refusals.length > 0 && refusals.length > 0) {
      // A conflict entails others: what it leaves unclaimed would go.
      const mustBe = expected.refusals.filter((one) => one.startsWith('move-conflict'));
      if (mustBe.length > 0)
        expect(refusals.filter((one) => one.startsWith('move-conflict'))).toEqual([...mustBe].sort());
      else expect(refusals).toEqual([...expected.refusals].sort());
      return undefined;
    }
    expect(refusals).toEqual(expected.refusals);
    const changes = report.value?.plan.changes.map(({ name, action, from, fields, secrets }) => ({
      name,
      action,
      from,
      sendsToken: secrets.access_token?.write ?? false,
      fields:
        action === 'destroy'
          ? []
          : fields.map(({ path, direction }) => `${path.join('.')}: ${direction}`).sort(),
    }));
    const wanted = expected.changes.map(({ name, action, origin, sendsToken, fields }) => ({
      name,
      action,
      from: origin && origin.name !== name ? origin.name : undefined,
      sendsToken,
      fields: Object.entries(fields)
        .map(([key, ahead]) => `${key}: ${ahead}`)
        .sort(),
    }));
    const known = changes?.map((one) => (one.action === 'create' ? { ...one, fields: [] } : one));
    expect(known).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
    return report.value;
  }

  /** Applies as a user who is new for every run, so that a lock tells whose it is. */
  async apply(planned: Planned, user: string, transport?: Transport): Promise<Ran> {
    const events: ApplyProgress[] = [];
    const never = new AbortController().signal;
    const outcome = await apply(this.ports(transport), planned, {
      holder: { user, host: 'model' },
      concurrency: 3,
      failFast: false,
      lockTimeoutSeconds: 0,
      verified: [],
      stop: never,
      abandon: never,
      report: (event) => events.push(event),
    });
    return { outcome, events };
  }

  async drift(text?: string, more?: Readonly<Record<string, string>>): Promise<Report<Drift>> {
    return drift(this.ports(undefined, more, text), []);
  }

  /** Drift says of every connection what the model does. */
  async checkDrift(): Promise<void> {
    const report = await this.drift();
    const refusals = errorsOf(report);
    if (!report.value) {
      expect(refusals.every((one) => one.startsWith('move-conflict'))).toBe(true);
      return;
    }
    expect(driftLines(report.value)).toEqual(expectDrift(this.model));
  }

  /** The backend is what the model says; whatever nobody wrote has its ID and its revision still. */
  async check(): Promise<void> {
    const real = await this.world.connections();
    const { stored } = this.model;
    expect([...real.keys()].sort()).toEqual([...stored.keys()].sort());
    for (const [name, one] of stored) this.#checkConnection(one, real.get(name) as Connection);
  }

  #checkConnection(one: Stored, real: Connection): void {
    expect(shown(real)).toEqual(visible(one));
    const { access_token: token } = real.secrets;
    expect(token && isFingerprintOf(token, one.token), `the token of ${one.name}`).toBe(true);
    if (one.applied) {
      expect(
        token?.applied && isFingerprintOf(token.applied, one.applied.token),
        `the applied token of ${one.name}`,
      ).toBe(true);
    }
    const { id, revision } = real;
    const known = this.#identities.get(id);
    expect(known ?? one.identity, `the ID of ${one.name}`).toBe(one.identity);
    this.#identities.set(id, one.identity);
    const before = this.#written.get(one.serial);
    expect(before ?? { id, revision }, `the revision of ${one.name}`).toEqual({ id, revision });
    this.#written.set(one.serial, { id, revision });
  }
}

/** Codes with the connections that they are about. */
export function errorsOf({ diagnostics }: Report<unknown>): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, connection }) => (connection === undefined ? code : `${code} ${connection}`));
}

/** A connection on the backend in the model's terms. */
function shown({ name, managed, config, applied, applied_name, edits }: Connection) {
  return {
    name,
    managed,
    config: toFields(config),
    applied: applied ? { name: applied_name, config: toFields(applied) } : undefined,
    authors: Object.fromEntries(edits.map(({ path, by }) => [path.join('.'), by.user])),
  };
}

function visible({ name, managed, config, applied, authors }: Stored) {
  return {
    name,
    managed,
    config,
    applied: applied && { name: applied.name, config: applied.config },
    authors,
  };
}

/** Whether the backend holds exactly this, or nothing where nothing is wanted. */
export function isShownAs(one: Stored | undefined, real: Connection | undefined): boolean {
  if (!one || !real) return one === undefined && real === undefined;
  const token = real.secrets.access_token;
  return (
    isDeepStrictEqual(shown(real), visible(one)) && token !== undefined && isFingerprintOf(token, one.token)
  );
}

/** Each difference as one line. */
export function driftLines({ connections }: Drift): string[] {
  const lines = connections.map(({ name, status, renamedTo, renamedFrom, deleted, fields }) => {
    const lines = fields.map(
      ({ path, direction, edited }) =>
        `${path.join('.')}: ${direction}${edited ? ` by ${edited.by.user}` : ''}`,
    );
    return [
      `${name} ${status}`,
      ...(renamedTo ? [`to ${renamedTo.name} by ${renamedTo.edited?.by.user}`] : []),
      ...(renamedFrom ? [`from ${renamedFrom}`] : []),
      ...(deleted ? [`deleted by ${deleted.by.user}`] : []),
      ...lines.sort(),
    ].join(', ');
  });
  return lines.sort();
}
