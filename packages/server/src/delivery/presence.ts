/**
 * Who is online on this node, told to those who watch. Going offline is told only after a moment, so that a reload or
 * a change of network does not blink.
 */
import type { Clock } from "../engine/ports/clock.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";
import type { Outbox } from "./outbox.ts";

const offlineAfterMs = 3_000;

export interface Presence {
  connected(connection: Connection): void;
  disconnected(connection: Connection): void;
  /** Replaces whom a connection watches; who of them is online now. A caller without a connection only asks. */
  watch(connection: Connection | null, userIds: readonly number[]): number[];
  /** The watcher is not told of the user any more; to them, the user is offline. */
  endWatch(watcherId: number, userId: number): void;
  sweep(): void;
}

export function createPresence(clock: Clock, connections: Connections, outbox: Outbox): Presence {
  const watchers = new Map<number, Set<Connection>>();
  const leaving = new Map<number, number>();

  function tell(userId: number, online: boolean): void {
    const text = JSON.stringify({ ev: "user.presence", userId, online });
    for (const watcher of watchers.get(userId) ?? []) outbox.signal(watcher, text);
  }

  function unwatch(connection: Connection): void {
    for (const userId of connection.watched) {
      const set = watchers.get(userId);
      set?.delete(connection);
      if (set?.size === 0) watchers.delete(userId);
    }
    connection.watched = [];
  }

  const isOnline = (userId: number) => connections.isOnline(userId) || leaving.has(userId);

  return {
    connected({ userId }) {
      if (leaving.delete(userId)) return;
      if (connections.countOf(userId) === 1) tell(userId, true);
    },
    disconnected(connection) {
      unwatch(connection);
      if (!connections.isOnline(connection.userId)) leaving.set(connection.userId, clock.elapsedMs());
    },
    watch(connection, userIds) {
      // It may have closed while its call was under way; then nobody would ever end its watching.
      if (connection !== null && connections.has(connection)) {
        unwatch(connection);
        connection.watched = userIds;
        for (const userId of userIds) {
          const set = watchers.get(userId);
          if (set === undefined) watchers.set(userId, new Set([connection]));
          else set.add(connection);
        }
      }
      return userIds.filter(isOnline);
    },
    endWatch(watcherId, userId) {
      const text = JSON.stringify({ ev: "user.presence", userId, online: false });
      const set = watchers.get(userId);
      for (const connection of connections.ofUser(watcherId)) {
        if (set?.delete(connection) !== true) continue;
        connection.watched = connection.watched.filter((watched) => watched !== userId);
        if (isOnline(userId)) outbox.signal(connection, text);
      }
      if (set?.size === 0) watchers.delete(userId);
    },
    sweep() {
      const oldest = clock.elapsedMs() - offlineAfterMs;
      for (const [userId, since] of leaving) {
        if (since > oldest) continue;
        leaving.delete(userId);
        if (!connections.isOnline(userId)) tell(userId, false);
      }
    },
  };
}
