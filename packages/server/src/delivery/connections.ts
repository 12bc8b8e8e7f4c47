/** Who is connected to this node: a registry by user. A user has as many connections as devices and tabs. */
import type { Connection } from "./connection.ts";

export interface Connections {
  add(connection: Connection): void;
  remove(connection: Connection): void;
  ofUser(userId: number): readonly Connection[];
  isOnline(userId: number): boolean;
  all(): Iterable<Connection>;
  readonly size: number;
}

const none: readonly Connection[] = [];

export function createConnections(): Connections {
  const byUser = new Map<number, Connection[]>();
  const everyone = new Set<Connection>();
  return {
    add(connection) {
      everyone.add(connection);
      const own = byUser.get(connection.userId);
      if (own === undefined) byUser.set(connection.userId, [connection]);
      else own.push(connection);
    },
    remove(connection) {
      if (!everyone.delete(connection)) return;
      const rest = (byUser.get(connection.userId) ?? []).filter((other) => other !== connection);
      if (rest.length === 0) byUser.delete(connection.userId);
      else byUser.set(connection.userId, rest);
    },
    ofUser: (userId) => byUser.get(userId) ?? none,
    isOnline: (userId) => byUser.has(userId),
    all: () => everyone,
    get size() {
      return everyone.size;
    },
  };
}
