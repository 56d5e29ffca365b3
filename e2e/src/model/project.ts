// The project as the model sees it: what is declared, in which words, and the YAML that says so.
import { actionOf, edited, type FieldEdit, type Fields, nested, ORDERS, type Scalar } from './fields.ts';

/** A connection in the configuration. */
export interface Declared {
  /** What stands in its own block; null removes what the profile gives. */
  readonly own: Readonly<Record<string, Scalar | null>>;
  readonly usesProfile: boolean;
  /** The variable of its access token. */
  readonly variable: string;
  /** Whether its client ID comes from a variable. */
  readonly hasClientVariable: boolean;
}

export class Project {
  readonly connections = new Map<string, Declared>();
  /** The profile that connections may use; it holds a whole workflow or nothing. */
  profile: Fields = {};
  moved: { readonly from: string; readonly to: string }[] = [];
  readonly removed = new Set<string>();
  readonly imports = new Set<string>();
  maxDestroy: number | undefined;
  readonly #tokens = new Map<string, string>();

  /** Declares a connection, new or in another form, and drops the entries that would not fit it. */
  declare(name: string, fields: Fields, token: string, hasClientVariable = false): void {
    const variable = `TOKEN_${this.#tokens.size + 1}`;
    this.#tokens.set(variable, token);
    this.#put(name, { own: fields, usesProfile: false, variable, hasClientVariable });
  }

  undeclare(name: string): void {
    this.connections.delete(name);
    this.imports.delete(name);
    for (let before = -1; before !== this.moved.length; ) {
      before = this.moved.length;
      const leads = (to: string) => this.connections.has(to) || this.moved.some(({ from }) => from === to);
      this.moved = this.moved.filter(({ to }) => leads(to));
    }
  }

  rename(from: string, to: string, isSaid: boolean): void {
    const declared = this.get(from);
    this.connections.delete(from);
    this.#put(to, declared);
    if (isSaid) {
      this.moved.push({ from, to });
      this.imports.delete(from);
    } else this.undeclare(from);
  }

  forget(name: string): void {
    this.undeclare(name);
    this.moved = this.moved.filter(({ from }) => from !== name);
    this.removed.add(name);
  }

  /** Gives a field of a connection another value; what the profile gives is overridden or removed. */
  say(name: string, edit: FieldEdit): void {
    const declared = this.get(name);
    const [key, value] = edit;
    const wanted = edited(this.fields(name), edit);
    const own = Object.fromEntries(
      Object.entries(declared.own).filter(([other, said]) => said === null || other in wanted),
    ) as Record<string, Scalar | null>;
    const action = actionOf(key);
    if (value !== undefined) {
      if (action && !this.#isGiven(declared, action)) own[action] = wanted[action] ?? null;
      own[key] = value;
    } else if (declared.usesProfile && key in this.profile) own[key] = null;
    this.connections.set(name, { ...declared, own });
  }

  /** Moves the workflow of a connection into the profile, for all that use it. */
  share(name: string): void {
    const declared = this.get(name);
    const of = (key: string) => key.startsWith(`${ORDERS}.`);
    const all = Object.entries(this.fields(name));
    const own = Object.entries(declared.own).filter(([key]) => !of(key));
    this.profile = Object.fromEntries(all.filter(([key]) => of(key)));
    this.connections.set(name, { ...declared, own: Object.fromEntries(own), usesProfile: true });
  }

  /** Writes out what a connection takes from the profile. */
  unshare(name: string): void {
    this.connections.set(name, { ...this.get(name), own: this.fields(name), usesProfile: false });
  }

  rotate(name: string, token: string): void {
    this.#tokens.set(this.get(name).variable, token);
  }

  get(name: string): Declared {
    const declared = this.connections.get(name);
    if (!declared) throw new Error(`${name} is not declared`);
    return declared;
  }

  /** What a connection says, its profile included. */
  fields(name: string): Fields {
    const { own, usesProfile } = this.get(name);
    const all = { ...(usesProfile ? this.profile : {}), ...own };
    const kept = Object.entries(all).filter(([key, value]) => {
      const action = actionOf(key);
      return value !== null && (action === undefined || all[action] !== null);
    });
    return Object.fromEntries(kept) as Fields;
  }

  token(name: string): string {
    return this.#tokens.get(this.get(name).variable) ?? '';
  }

  variables(): Record<string, string> {
    const clients = [...this.connections.values()].map(({ variable, own }) => [
      clientVariable(variable),
      String(own.client_id),
    ]);
    return { ...Object.fromEntries(this.#tokens), ...Object.fromEntries(clients) };
  }

  yaml(): string {
    const connections = [...this.connections].map(([name, declared]) => [name, blockOf(declared)]);
    return block({
      ...(this.maxDestroy === undefined ? {} : { guards: { max_destroy: this.maxDestroy } }),
      ...(Object.keys(this.profile).length === 0 ? {} : { profiles: { shared: nested(this.profile) } }),
      moved: this.moved,
      removed: [...this.removed].map((name) => ({ name })),
      imports: [...this.imports].map((name) => ({ name })),
      connections: Object.fromEntries(connections),
    });
  }

  #isGiven({ own, usesProfile }: Declared, key: string): boolean {
    return own[key] !== null && (key in own || (usesProfile && key in this.profile));
  }

  #put(name: string, declared: Declared): void {
    this.connections.set(name, declared);
    this.removed.delete(name);
    this.moved = this.moved.filter(({ from }) => from !== name);
  }
}

const clientVariable = (variable: string): string => `CLIENT_${variable}`;

function blockOf({ own, usesProfile, variable, hasClientVariable }: Declared): Record<string, unknown> {
  const removed = Object.keys(own).filter((key) => own[key] === null && key === actionOf(key));
  const kept = Object.entries(own).filter(
    ([key]) => !removed.some((action) => key.startsWith(action.replace(/action$/, ''))),
  );
  const { scopes, ...fields } = nested({
    ...Object.fromEntries(kept),
    ...Object.fromEntries(removed.map((action) => [action.replace(/\.action$/, ''), null])),
  });
  return {
    ...(usesProfile ? { extends: 'shared' } : {}),
    ...fields,
    ...(hasClientVariable ? { client_id: `\${env:${clientVariable(variable)}}` } : {}),
    access_token: `\${env:${variable}}`,
    scopes: Object.values(scopes as object),
  };
}

/** YAML in block style, with scalars in quotes. */
function block(map: Record<string, unknown>, indent = ''): string {
  return Object.entries(map)
    .map(([key, value]) => {
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isMap || Object.keys(value).length === 0) return `${indent}${key}: ${JSON.stringify(value)}\n`;
      return `${indent}${key}:\n${block(value as Record<string, unknown>, `${indent}  `)}`;
    })
    .join('');
}
