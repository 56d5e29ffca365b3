// What a backend keeps of a workspace, read past flowlink.
import type { AuditEntry, Connection, Lock, Run } from '@flowlink/schema';
import { expect } from 'vitest';
import type { Workplace } from '../src/workplace.ts';

/** The entries of writes that gave a connection another revision. */
const REVISING = /^connection_(created|updated|replaced|imported|moved|forgotten)$/;

export class Records {
  readonly #place: Pick<Workplace, 'workspaceRequest'>;
  /** The audit trail so far, the oldest first. */
  readonly trail: AuditEntry[] = [];

  constructor(place: Pick<Workplace, 'workspaceRequest'>) {
    this.#place = place;
  }

  async connections(): Promise<Map<string, Connection>> {
    const all = new Map<string, Connection>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { connections: Connection[]; next_cursor: string | null } = await this.#read(
        `/connections?limit=1000${behind(cursor)}`,
      );
      for (const connection of page.connections) all.set(connection.name, connection);
      cursor = page.next_cursor;
    }
    return all;
  }

  async lock(): Promise<Lock | null> {
    return (await this.#read<{ lock: Lock | null }>('/lock')).lock;
  }

  run(id: string): Promise<Run> {
    return this.#read<Run>(`/runs/${id}`);
  }

  /** Reads the rest of the audit trail. @returns what is new in it, the oldest first */
  async readTrail(): Promise<AuditEntry[]> {
    const known = this.trail.at(-1)?.position ?? 0;
    const news: AuditEntry[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { entries: AuditEntry[]; next_cursor: string | null } = await this.#read(
        `/audit?limit=1000${behind(cursor)}`,
      );
      const unknown = page.entries.filter(({ position }) => position > known);
      news.unshift(...unknown.reverse());
      cursor = unknown.length < page.entries.length ? null : page.next_cursor;
    }
    this.trail.push(...news);
    return news;
  }

  /**
   * The trail and the revisions tell the same story: the n-th write that gives a revision gives n, and each connection is as
   * the write with its revision left it.
   */
  async expectRevisionsToAgree(): Promise<void> {
    const connections = await this.connections();
    await this.readTrail();
    const writes = revisingWrites(this.trail);
    const seen = new Map<number, string>();
    for (const { name, revision, changed_by } of connections.values()) {
      expect(seen.get(revision), `${name} shares revision ${revision}`).toBeUndefined();
      seen.set(revision, name);
      const write = writes[revision - 1];
      expect(write && { name: nameAfter(write), by: write.by }, `revision ${revision}`).toEqual({
        name,
        by: changed_by,
      });
    }
    const positions = this.trail.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  }

  async #read<T>(path: string): Promise<T> {
    const response = await this.#place.workspaceRequest('GET', path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** The part of a query that asks for the page behind a cursor; '' is the start. */
const behind = (cursor: string) => (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);

/** The entry at index n - 1 is of the write that gave revision n. @param trail from the beginning */
export function revisingWrites(trail: readonly AuditEntry[]): AuditEntry[] {
  return trail.filter(({ action }) => REVISING.test(action));
}

/** What the connection is called after the write. */
export function nameAfter({ connection, to }: AuditEntry): string {
  return to ?? connection ?? '';
}
