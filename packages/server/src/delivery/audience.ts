/**
 * Who is told of a conversation's events: the members, kept true by the membership events of the conversation itself,
 * applied in the order of `rev`. Pure state; audiences.ts loads and forgets it.
 */
import type { CommittedEvent } from "../engine/ports/committed.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";

/** From this many members on, the connected ones are kept as a set of their own instead of being looked up each time. */
const largeMembersMin = 64;

/** An event on its way; it is told to nobody who connected after it came, for they ask what there is (CON-8). */
export interface WaitingEvent {
  readonly event: CommittedEvent;
  readonly newestConnection: number;
}

export class Audience {
  readonly userIds: Set<number>;
  /** The newest event that was delivered, or as of which the members were read. */
  rev: number;
  /** Until then an event up to `rev` may still be on its way. */
  hasDelivered = false;
  usedAt: number;
  /** Events that came before the ones they follow, by `rev`; and since when they wait. */
  readonly early = new Map<number, WaitingEvent>();
  earlySince = 0;
  readonly #connections: Connections;
  #online: Set<Connection> | null = null;

  constructor(userIds: readonly number[], rev: number, connections: Connections, now: number) {
    this.userIds = new Set(userIds);
    this.rev = rev;
    this.usedAt = now;
    this.#connections = connections;
    if (this.userIds.size >= largeMembersMin) this.#online = this.#findOnline();
  }

  get isLarge(): boolean {
    return this.#online !== null;
  }

  /** Hands each connected member's connections to `visit`. */
  forEach(visit: (connection: Connection) => void): void {
    if (this.#online !== null) {
      this.#online.forEach(visit);
      return;
    }
    for (const userId of this.userIds) this.#connections.ofUser(userId).forEach(visit);
  }

  join(userIds: readonly number[]): void {
    for (const userId of userIds) {
      this.userIds.add(userId);
      for (const connection of this.#connections.ofUser(userId)) this.#online?.add(connection);
    }
    if (this.#online === null && this.userIds.size >= largeMembersMin) this.#online = this.#findOnline();
  }

  leave(userIds: readonly number[]): void {
    for (const userId of userIds) {
      this.userIds.delete(userId);
      for (const connection of this.#connections.ofUser(userId)) this.#online?.delete(connection);
    }
  }

  connected(connection: Connection): void {
    if (this.userIds.has(connection.userId)) this.#online?.add(connection);
  }

  disconnected(connection: Connection): void {
    this.#online?.delete(connection);
  }

  #findOnline(): Set<Connection> {
    const online = new Set<Connection>();
    for (const userId of this.userIds) {
      for (const connection of this.#connections.ofUser(userId)) online.add(connection);
    }
    return online;
  }
}
