/** Who is connected to this node: a registry by user. A user has as many connections as devices and tabs. */
import type { Connection } from "./connection.ts";

/** Stays as it is, or grows and shrinks consistently, while it is gone through. */
export type UserConnections = readonly Connection[] | ReadonlySet<Connection>;

export interface Connections {
  add(connection: Connection): void;
  remove(connection: Connection): void;
  has(connection: Connection): boolean;
  ofUser(userId: number): UserConnections;
  countOf(userId: number): number;
  isOnline(userId: number): boolean;
  all(): Iterable<Connection>;
  userIds(): Iterable<number>;
  /** The number of the one that was added last. */
  readonly newest: number;
  readonly size: number;
}

/** Up to this many are kept in an array, which takes half the memory of a set; more in a set, for their removal. */
const fewMax = 8;
const none: readonly Connection[] = [];

export function createConnections(): Connections {
  const byUser = new Map<number, readonly Connection[] | Set<Connection>>();
  const everyone = new Set<Connection>();
  let newest = 0;
  return {
    add(connection) {
      everyone.add(connection);
      newest += 1;
      connection.number = newest;
      const own = byUser.get(connection.userId) ?? none;
      if (own instanceof Set) own.add(connection);
      else if (own.length < fewMax) byUser.set(connection.userId, [...own, connection]);
      else byUser.set(connection.userId, new Set([...own, connection]));
    },
    remove(connection) {
      if (!everyone.delete(connection)) return;
      const own = byUser.get(connection.userId) ?? none;
      if (own instanceof Set) {
        own.delete(connection);
        if (own.size === 0) byUser.delete(connection.userId);
      } else if (own.length === 1) {
        byUser.delete(connection.userId);
      } else {
        const rest = own.filter((other) => other !== connection);
        byUser.set(connection.userId, rest);
      }
    },
    has: (connection) => everyone.has(connection),
    ofUser: (userId) => byUser.get(userId) ?? none,
    countOf(userId) {
      const own = byUser.get(userId) ?? none;
      return own instanceof Set ? own.size : own.length;
    },
    isOnline: (userId) => byUser.has(userId),
    all: () => everyone,
    userIds: () => byUser.keys(),
    get newest() {
      return newest;
    },
    get size() {
      return everyone.size;
    },
  };
}
