// What the page is made of: texts that are safe to show, and the tags by which connections are filtered.
import type { Action, FieldChange } from '@flowlink/schema';
import type { Outcome } from '../verification.ts';

/** All that the page's script gets to know. */
export interface PageData {
  /** Those with a change in the order of the plan, then the others. */
  readonly connections: readonly ConnectionData[];
  /** Problems that concern no connection of the page. */
  readonly problems: readonly ProblemData[];
  readonly columns: readonly ScopeColumn[];
  readonly facets: readonly Facet[];
}

/** One connection, and all that is known of it. */
export interface ConnectionData {
  readonly name: string;
  readonly change?: ChangeData;
  readonly verification?: VerificationData;
  readonly scopes?: ScopesData;
  readonly problems: readonly ProblemData[];
  /** `facet:value`; see `Facet`. */
  readonly tags: readonly string[];
}

export interface ChangeData {
  readonly action: Action;
  readonly reason: string;
  /** The name that it is renamed from. */
  readonly from?: string;
  /** `file:line:column`; empty if it is in no file. */
  readonly position: string;
  readonly fields: readonly FieldData[];
}

/** A field, or the members of an unordered list that share kind and note. */
export interface FieldData {
  readonly kind: FieldChange['kind'];
  readonly path: string;
  /** Empty where there is no value. */
  readonly before: string;
  readonly after: string;
  readonly note: string;
  /** Empty if it says nothing new. */
  readonly position: string;
  /** Whether the note must not be overlooked. */
  readonly grave: boolean;
}

export interface VerificationData {
  readonly outcome: Outcome;
  /** What that is called. */
  readonly word: string;
  readonly checks: readonly CheckData[];
  readonly requests: number;
}

export interface CheckData {
  readonly subject: string;
  readonly status: 'verified' | 'contradicted' | 'unverifiable' | 'over-granted';
  /** Empty if there is nothing to say. */
  readonly reason: string;
}

export interface ScopesData {
  /** In the order of the columns. */
  readonly grants: readonly Grant[];
}

/** How one scope stands with one connection. */
export interface Grant {
  /** The index of its column. */
  readonly column: number;
  readonly state: GrantState;
  /** Whether the store proved that the token has it. There are many grants, so only what is true of one is kept. */
  readonly proven?: true;
  /** What needs it, or the lesser scope that would do. */
  readonly because?: string;
}

/**
 * `fits`: declared, and needed or useful. `missing`: needed, not declared. `excess`: declared, not needed.
 * `refused`: declared, but the store does not grant it. `undeclared`: granted by the store all the same.
 */
export type GrantState = 'fits' | 'missing' | 'excess' | 'refused' | 'undeclared';

/** One scope that occurs; columns of one group stand side by side. */
export interface ScopeColumn {
  readonly scope: string;
  /** The line of the platform's list that it stands on. */
  readonly group: string;
  /** What is chosen on that line. */
  readonly access: string;
}

export interface ProblemData {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  /** Empty if there is none. */
  readonly fix: string;
  readonly connection: string;
  /** `file:line:column`, each followed by what it has to do with it. */
  readonly places: readonly { readonly position: string; readonly message: string }[];
}

/** Something to filter by: connections have a tag `name:value` for each value that is true of them. */
export interface Facet {
  readonly name: string;
  readonly label: string;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  readonly tag: string;
  readonly label: string;
  readonly count: number;
}
