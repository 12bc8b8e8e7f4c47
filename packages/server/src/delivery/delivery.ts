/**
 * Delivery: from committed batches to the connections of this node. Owns connections, audiences, presence and flow; it
 * knows neither why something happened nor what a frame means. Invariant: a connection gets the events of a
 * conversation in the order of `rev`, each at most once, and only those its user may see.
 */
import { closeCodes } from "@parley/protocol";
import type { Bus } from "../engine/ports/bus.ts";
import type { Clock } from "../engine/ports/clock.ts";
import type {
  CommittedBatch,
  ConversationSignal,
  EndedSession,
  PeopleSignal,
} from "../engine/ports/committed.ts";
import type { Audience as LoadedAudience } from "../engine/ports/store-conversations.ts";
import type { Audience } from "./audience.ts";
import { createAudiences } from "./audiences.ts";
import { createBatchOrder } from "./batch-order.ts";
import type { Connection } from "./connection.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createFlowControl } from "./flow.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createPositions } from "./positions.ts";
import { createPresence } from "./presence.ts";

export interface DeliveryCounters {
  events: number;
  writes: number;
}

export interface Delivery {
  /** From now on the connection is told everything its user may see (CON-8). */
  add(connection: Connection): void;
  remove(connection: Connection): void;
  reply(connection: Connection, text: string): void;
  /** The client asks for what it missed. */
  resume(connection: Connection): void;
  confirm(connection: Connection, payload: string): void;
  watchPresence(connection: Connection | null, userIds: readonly number[]): number[];
  /** Tells every connection that it will be closed, and when to come back. */
  announceClosing(reconnectAfterMs: () => number): void;
  /** Writes what waits, then closes every connection. */
  closeAll(): void;
  /** How many connections a user has on this node. */
  connectionsOf(userId: number): number;
  /** Of every connection of this node its user. */
  connectedUserIds(): Iterable<number>;
  /** Writes now what waits for the end of the turn. */
  flush(): void;
  sweep(): void;
  readonly connectionCount: number;
  readonly counters: Readonly<DeliveryCounters>;
}

export interface DeliveryParts {
  readonly bus: Bus;
  readonly clock: Clock;
  loadAudience(conversationId: number): Promise<LoadedAudience | null>;
  onEndedSession(session: EndedSession): void;
}

/** In larger conversations typing and receipts are told to the own devices only: each would be told thousands of times. */
const signalAudienceMax = 100;

export function createDelivery(parts: DeliveryParts): Delivery {
  const counters: DeliveryCounters = { events: 0, writes: 0 };
  const connections = createConnections();
  const positions = createPositions(() => outbox);
  const flow = createFlowControl(parts.clock, () => outbox, makeLook);
  const outbox = createOutbox({
    onSent(connection, chars) {
      positions.owe(connection);
      flow.afterWrite(connection, chars);
    },
    onDelivered(events, writes) {
      counters.events += events;
      counters.writes += writes;
    },
  });
  const presence = createPresence(parts.clock, connections, outbox);
  const audiences = createAudiences({
    clock: parts.clock,
    connections,
    load: parts.loadAudience,
    deliver: ({ event, newestConnection }, audience) => {
      audience.forEach((connection) => {
        if (connection.number <= newestConnection) outbox.push(connection, event);
      });
    },
    onLoss: makeAllLook,
  });

  function tellSignal(signal: ConversationSignal, audience: Audience): void {
    if (signal.isForSelfOnly === true || audience.userIds.size > signalAudienceMax) {
      if (signal.isForOthersOnly === true) return;
      for (const own of connections.ofUser(signal.userId)) signalOne(own, signal);
      return;
    }
    audience.forEach((connection) => {
      if (signal.isForOthersOnly === true && connection.userId === signal.userId) return;
      signalOne(connection, signal);
    });
  }

  function signalOne(connection: Connection, signal: ConversationSignal): void {
    if (outbox.signal(connection, signal.text)) return;
    // What a user's own other device did is part of the state of this one (SYNC-4, SYNC-9); who is behind asks anyway.
    if (connection.userId === signal.userId && connection.flow === "live") makeLook(connection);
  }

  /** The connection was sent less than it should have: its position will tell it so, and it asks `sync.heads`. */
  function makeLook(connection: Connection): void {
    if (connection.translator !== null) {
      connection.translator.look();
      return;
    }
    connection.eventsSent += 1;
    positions.owe(connection);
  }

  function endSession(session: EndedSession): void {
    parts.onEndedSession(session);
    const ended = [...connections.ofUser(session.userId)].filter(
      ({ sessionId }) => sessionId === session.sessionId,
    );
    if (ended.length === 0) return;
    outbox.flush();
    const text = JSON.stringify({ ev: "forceLogout", reason: session.reason });
    for (const connection of ended) {
      // Removed at once: events that wait for their audience must not come after the end.
      remove(connection);
      if (connection.translator !== null) {
        connection.translator.end(session.reason);
        continue;
      }
      connection.socket.send(text);
      connection.socket.close(closeCodes.sessionEnded, "session ended");
    }
  }

  /** Once; a session that ended is removed before its sockets have closed. */
  function remove(connection: Connection): void {
    if (!connections.has(connection)) return;
    connections.remove(connection);
    audiences.disconnected(connection);
    presence.disconnected(connection);
    positions.forget(connection);
    flow.forget(connection);
  }

  /** Something got lost between the engine and here: every client is made to look (INV-10, SYNC-8). */
  function healLoss(): void {
    audiences.reset();
    makeAllLook();
  }

  function makeAllLook(): void {
    for (const connection of connections.all()) makeLook(connection);
  }

  const isNext = createBatchOrder(healLoss);
  parts.bus.subscribe((batch: CommittedBatch) => {
    if (batch.position > 0 && !isNext(batch)) return;
    for (const event of batch.events) audiences.handle(event);
    for (const signal of batch.signals) {
      if ("watcherId" in signal) presence.endWatch(signal.watcherId, signal.watchedId);
      else if ("userIds" in signal) tellPeople(connections, outbox, signal);
      else audiences.with(signal.conversationId, (audience) => tellSignal(signal, audience));
    }
    for (const session of batch.endedSessions) endSession(session);
  });

  return {
    add(connection) {
      connections.add(connection);
      audiences.connected(connection);
      presence.connected(connection);
    },
    remove,
    reply: outbox.reply,
    resume: flow.resume,
    confirm: flow.confirm,
    watchPresence: presence.watch,
    announceClosing: (reconnectAfterMs) => announceClosing(connections, outbox, reconnectAfterMs),
    closeAll: () => closeAll(connections, outbox),
    connectionsOf: connections.countOf,
    connectedUserIds: connections.userIds,
    flush: outbox.flush,
    sweep() {
      audiences.sweep();
      presence.sweep();
      flow.sweep();
      positions.sweep(parts.clock.elapsedMs());
    },
    get connectionCount() {
      return connections.size;
    },
    counters,
  };
}

function tellPeople(connections: Connections, outbox: Outbox, { userIds, text }: PeopleSignal): void {
  for (const userId of userIds) {
    for (const connection of connections.ofUser(userId)) outbox.signal(connection, text);
  }
}

function announceClosing(connections: Connections, outbox: Outbox, reconnectAfterMs: () => number): void {
  for (const connection of connections.all()) {
    if (connection.translator !== null) continue;
    const body = {
      ev: "connection.closing",
      code: closeCodes.restarting,
      reconnectAfterMs: reconnectAfterMs(),
    };
    outbox.reply(connection, JSON.stringify(body));
  }
}

function closeAll(connections: Connections, outbox: Outbox): void {
  outbox.flush();
  for (const connection of [...connections.all()]) {
    if (connection.translator !== null) connection.translator.stop();
    else connection.socket.close(closeCodes.restarting, "restarting");
  }
}
