import { beforeEach, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import type { CommittedBatch, CommittedEvent } from "../engine/ports/committed.ts";
import type { Audience } from "../engine/ports/store-conversations.ts";
import { type Connection, newConnection, type Socket } from "./connection.ts";
import { createDelivery, type Delivery } from "./delivery.ts";

/** Keeps what it is sent; `buffered` is what the test says waits. */
class FakeSocket implements Socket {
  readonly texts: string[] = [];
  readonly pings: string[] = [];
  closeCode: number | null = null;
  buffered = 0;
  send(text: string): number {
    this.texts.push(text);
    return text.length;
  }
  ping(payload: string): void {
    this.pings.push(payload);
  }
  close(code: number): void {
    this.closeCode = code;
  }
  bufferedBytes(): number {
    return this.buffered;
  }
  // biome-ignore lint/suspicious/noExplicitAny: pushes of every shape
  get pushes(): any[] {
    return this.texts.flatMap((text) => JSON.parse(text));
  }
  get revs(): number[] {
    return this.pushes.flatMap((push) => push.rev ?? []);
  }
}

const event = (rev: number, changes: Partial<CommittedEvent> = {}): CommittedEvent => ({
  conversationId: 1,
  rev,
  text: JSON.stringify({ ev: "message.sent", conversationId: 1, rev }),
  ...changes,
});

const batch = (position: number, events: readonly CommittedEvent[], more: Partial<CommittedBatch> = {}) => ({
  position,
  events,
  signals: [],
  endedSessions: [],
  ...more,
});

describe("delivery", () => {
  let now: number;
  let wallMs: number;
  let publish: (told: CommittedBatch) => void;
  let delivery: Delivery;
  let answerAudience: (audience: Audience | null) => void;
  let loads: number;

  beforeEach(() => {
    now = 0;
    wallMs = 1_700_000_000_000;
    loads = 0;
    delivery = createDelivery({
      bus: {
        publish: () => {},
        subscribe: (listener) => {
          publish = listener;
        },
      },
      clock: { now: () => wallMs, elapsedMs: () => now },
      loadAudience: () => {
        loads += 1;
        return new Promise((resolve) => {
          answerAudience = resolve;
        });
      },
      onEndedSession: () => {},
    });
  });

  function connect(userId: number): { socket: FakeSocket; connection: Connection } {
    const socket = new FakeSocket();
    const connection = newConnection(socket, userId, `session-${userId}`);
    delivery.add(connection);
    return { socket, connection };
  }

  async function settle(audience?: Audience): Promise<void> {
    if (audience !== undefined) answerAudience(audience);
    await Promise.resolve();
    await Promise.resolve();
    delivery.flush();
  }

  /** Lets time pass as the server's own sweeps see it. */
  function pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 500) {
      now += 500;
      delivery.sweep();
      delivery.flush();
    }
  }

  test("[SYNC-2] events that come early or twice are told once and in the order of rev", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    publish(batch(2, [event(3)]));
    publish(batch(3, [event(4), event(3)]));
    publish(batch(3, [event(4)]));
    publish(batch(4, [event(2)]));
    publish(batch(5, [event(1), event(5)]));
    delivery.flush();
    expect(socket.revs).toEqual([1, 2, 3, 4, 5]);
  });

  test("[SYNC-7] an event whose predecessor never comes is told after a second, in order", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    publish(batch(2, [event(4), event(3)]));
    delivery.flush();
    expect(socket.revs).toEqual([1]);
    pass(2_000);
    await settle({ rev: 4, userIds: [7] });
    expect(socket.revs).toEqual([1, 3, 4]);
  });

  test("[INV-15] who was removed by an event that got lost hears nothing after it", async () => {
    const [stays, leaves] = [connect(1), connect(2)];
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [1, 2] });
    publish(batch(2, [event(3)]));
    pass(2_000);
    await settle({ rev: 3, userIds: [1] });
    publish(batch(3, [event(4)]));
    delivery.flush();
    expect(stays.socket.revs).toEqual([1, 3, 4]);
    expect(leaves.socket.revs).toEqual([1]);
  });

  test("[SYNC-8] [INV-10] when an audience cannot be read, every client is made to look", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    answerAudience(null);
    await settle();
    pass(4_500);
    expect(socket.pushes).toEqual([{ ev: "connection.position", events: 1 }]);
    publish(batch(2, [event(2)]));
    await settle({ rev: 2, userIds: [7] });
    expect(socket.revs).toEqual([2]);
  });

  test("[INV-15] an audience newer than its events waits for the changes on their way, and for nothing else", async () => {
    const [stays, joins] = [connect(1), connect(3)];
    publish(batch(1, [event(1)]));
    await settle({ rev: 3, userIds: [1, 3] });
    expect(stays.socket.revs).toEqual([]);
    publish(batch(2, [event(2, { added: [3] }), event(3)]));
    delivery.flush();
    expect(stays.socket.revs).toEqual([1, 2, 3]);
    expect(joins.socket.revs).toEqual([2, 3]);
  });

  test("[INV-15] [INV-10] when a change on its way never comes, nobody is told on suspicion and all are made to look", async () => {
    const [stays, joins] = [connect(1), connect(3)];
    publish(batch(1, [event(1), event(3)]));
    await settle({ rev: 3, userIds: [1, 3] });
    expect(joins.socket.revs).toEqual([]);
    pass(6_000);
    expect(stays.socket.revs).toEqual([3]);
    expect(joins.socket.revs).toEqual([3]);
    expect(stays.socket.pushes.at(-1)).toEqual({ ev: "connection.position", events: 2 });
  });

  test("[SYNC-8] an event on its way while its audience was read for a signal is told to those of its own rev", async () => {
    const [stays, leaves] = [connect(1), connect(2)];
    publish(batch(1, [], { signals: [{ conversationId: 1, text: '{"ev":"member.typing"}', userId: 8 }] }));
    await settle({ rev: 5, userIds: [1] });
    publish(batch(2, [event(5, { removed: [2] })]));
    await settle({ rev: 5, userIds: [1] });
    expect(stays.socket.revs).toEqual([5]);
    expect(leaves.socket.revs).toEqual([5]);
  });

  test("[SYNC-7] an audience that was idle for long is not forgotten while an event waits in it", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    now += 299_900;
    publish(batch(2, [event(3)]));
    pass(500);
    publish(batch(3, [event(2)]));
    delivery.flush();
    expect(socket.revs).toEqual([1, 2, 3]);
    expect(loads).toBe(1);
  });

  test("[SYNC-8] [INV-10] a batch that got lost is made good within 5 s without traffic", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    pass(4_000);
    expect(socket.pushes.at(-1)).toEqual({ ev: "connection.position", events: 1 });
    // Batch 2 is lost; the writer repeats its position within 500 ms.
    publish(batch(2, []));
    pass(4_500);
    expect(socket.pushes.at(-1)).toEqual({ ev: "connection.position", events: 2 });
    publish(batch(2, []));
    publish(batch(3, [event(3)]));
    await settle({ rev: 3, userIds: [7] });
    expect(socket.revs).toEqual([1, 3]);
  });

  test("[INV-23] a machine's clock that is set back a day holds up neither positions nor waiting events nor presence", async () => {
    const { socket, connection } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    delivery.watchPresence(connection, [8]);
    delivery.remove(connect(8).connection);
    publish(batch(2, [event(3)]));
    wallMs -= 86_400_000;
    pass(1_500);
    await settle({ rev: 3, userIds: [7] });
    pass(4_000);
    expect(socket.revs).toEqual([1, 3]);
    expect(socket.pushes.map((push) => push.ev)).toContain("connection.position");
    expect(socket.pushes).toContainEqual({ ev: "user.presence", userId: 8, online: false });
  });

  test("[CON-11] those that were pushed to at once are told their positions a few at a time, all within the interval", async () => {
    pass(500);
    const sockets = Array.from({ length: 60 }, (_, userId) => connect(userId + 1).socket);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: sockets.map((_, index) => index + 1) });
    const toldCount = () => sockets.filter(({ pushes }) => pushes.at(-1).ev === "connection.position").length;
    const counts = Array.from({ length: 6 }, () => {
      pass(500);
      return toldCount();
    });
    expect(counts).toEqual([10, 20, 30, 40, 50, 60]);
  });

  test("[CON-11] a position that could not be told while bytes waited is told later", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    socket.buffered = 10;
    pass(4_000);
    expect(socket.pushes).toHaveLength(1);
    socket.buffered = 0;
    pass(4_000);
    expect(socket.pushes.at(-1)).toEqual({ ev: "connection.position", events: 1 });
    const told = socket.texts.length;
    pass(20_000);
    expect(socket.texts).toHaveLength(told);
  });

  test("[INV-15] who is removed hears of it and of nothing later; who is added hears from then on", async () => {
    const [stays, leaves, joins] = [connect(1), connect(2), connect(3)];
    publish(batch(1, [event(1), event(2, { removed: [2] }), event(3), event(4, { added: [3] }), event(5)]));
    await settle({ rev: 5, userIds: [1, 3] });
    expect(stays.socket.revs).toEqual([1, 2, 3, 4, 5]);
    expect(leaves.socket.revs).toEqual([1, 2]);
    expect(joins.socket.revs).toEqual([4, 5]);
    publish(batch(2, [event(6, { removed: [3] }), event(7, { added: [2] }), event(8)]));
    delivery.flush();
    expect(leaves.socket.revs).toEqual([1, 2, 7, 8]);
    expect(joins.socket.revs).toEqual([4, 5, 6]);
    expect(loads).toBe(1);
  });

  test("[INV-15] [CON-8] a large audience follows those who come, go and connect", async () => {
    const userIds = Array.from({ length: 70 }, (_, index) => index + 1);
    const first = connect(1);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds });
    const second = connect(2);
    const stranger = connect(99);
    publish(batch(2, [event(2), event(3, { removed: [1] }), event(4), event(5, { added: [99] })]));
    delivery.flush();
    expect(first.socket.revs).toEqual([1, 2, 3]);
    expect(second.socket.revs).toEqual([2, 3, 4, 5]);
    expect(stranger.socket.revs).toEqual([5]);
    delivery.remove(second.connection);
    publish(batch(3, [event(6)]));
    delivery.flush();
    expect(second.socket.revs).toEqual([2, 3, 4, 5]);
  });

  test("[CON-8] who connects while an event waits is not told of it, by whatever it waits for", async () => {
    const first = connect(7);
    publish(batch(1, [event(1)]));
    const second = connect(7);
    publish(batch(2, [event(2)]));
    await settle({ rev: 2, userIds: [7] });
    expect(first.socket.revs).toEqual([1, 2]);
    expect(second.socket.revs).toEqual([2]);
    publish(batch(3, [event(4)]));
    const third = connect(7);
    publish(batch(4, [event(3)]));
    delivery.flush();
    expect(first.socket.revs).toEqual([1, 2, 3, 4]);
    expect(third.socket.revs).toEqual([3]);
    publish(batch(5, [event(6)]));
    const fourth = connect(7);
    pass(2_000);
    await settle({ rev: 6, userIds: [7] });
    expect(first.socket.revs).toEqual([1, 2, 3, 4, 6]);
    expect(fourth.socket.revs).toEqual([]);
  });

  test("[CON-9] many events of one turn leave in one write", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1), event(2), event(3)]));
    await settle({ rev: 3, userIds: [7] });
    expect(socket.texts).toHaveLength(1);
    expect(socket.revs).toEqual([1, 2, 3]);
  });

  test("[CON-10] over 2,048 unconfirmed events it is told once that it is behind, until it asks; after 60 s it is closed", async () => {
    const { socket, connection } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    for (let rev = 2; rev <= 2_200; rev += 1) {
      publish(batch(rev, [event(rev)]));
      delivery.flush();
    }
    const behind = () => socket.pushes.filter((push) => push.ev === "connection.behind");
    expect(behind()).toHaveLength(1);
    expect(socket.revs).toHaveLength(limits.pushUnconfirmedEventsMax + 1);
    delivery.resume(connection);
    delivery.confirm(connection, socket.pings[0] ?? "");
    publish(batch(2_201, [event(2_201)]));
    delivery.flush();
    expect(socket.revs.at(-1)).toBe(2_201);
    expect(behind()).toHaveLength(1);
    socket.buffered = limits.pushBufferedBytesMax + 1;
    publish(batch(2_202, [event(2_202)]));
    delivery.flush();
    publish(batch(2_203, [event(2_203)]));
    delivery.flush();
    expect(behind()).toHaveLength(2);
    delivery.resume(connection);
    expect(connection.flow).toBe("behind");
    pass(59_000);
    expect(socket.closeCode).toBeNull();
    pass(2_000);
    expect(socket.closeCode).toBe(4002);
  });

  test("[CON-10] a connection that answers pings is never behind; signals alone are lost while bytes wait", async () => {
    const { socket, connection } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    for (let rev = 2; rev <= 5_000; rev += 1) {
      publish(batch(rev, [event(rev)]));
      delivery.flush();
      for (const payload of socket.pings.splice(0)) delivery.confirm(connection, payload);
    }
    expect(connection.flow).toBe("live");
    expect(socket.revs).toHaveLength(5_000);
    const signals = [{ conversationId: 1, text: '{"ev":"member.typing"}', userId: 8 }];
    socket.buffered = 10;
    publish(batch(0, [], { signals }));
    delivery.flush();
    expect(socket.pushes.at(-1).ev).toBe("message.sent");
    socket.buffered = 0;
    publish(batch(0, [], { signals }));
    delivery.flush();
    expect(socket.pushes.at(-1).ev).toBe("member.typing");
  });

  test("[CON-10] who asks while too much is waiting is pushed again once it has drained, and looks for what was withheld", async () => {
    const { socket, connection } = connect(7);
    socket.buffered = limits.pushBufferedBytesMax + 1;
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    expect(connection.flow).toBe("behind");
    delivery.resume(connection);
    publish(batch(2, [event(2)]));
    pass(30_000);
    expect(connection.flow).toBe("behind");
    socket.buffered = 0;
    pass(500);
    publish(batch(3, [event(3)]));
    pass(40_000);
    expect(socket.closeCode).toBeNull();
    expect(socket.revs).toEqual([1, 3]);
    expect(socket.pushes.at(-1)).toEqual({ ev: "connection.position", events: 3 });
  });

  test("[CON-9] replies that are too long for one frame leave in several, in order and before the events", async () => {
    const { socket, connection } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    const filler = "x".repeat(limits.frameBytesMax * 0.6);
    for (const id of [1, 2, 3]) delivery.reply(connection, JSON.stringify({ id, filler }));
    publish(batch(2, [event(2, { text: JSON.stringify({ rev: 2, filler }) }), event(3)]));
    delivery.flush();
    expect(socket.pushes.map(({ id, rev }) => id ?? `rev ${rev}`)).toEqual([
      "rev 1",
      1,
      2,
      3,
      "rev 2",
      "rev 3",
    ]);
    expect(socket.texts.every((text) => text.length <= limits.frameBytesMax + 16)).toBe(true);
    expect(connection.eventsSent).toBe(3);
  });

  test("[CON-16] [INV-16] an ended session loses its sockets and no other's", () => {
    const [one, other] = [connect(7), connect(7)];
    const ended = newConnection(new FakeSocket(), 7, "another");
    delivery.add(ended);
    const endedSession = { sessionId: "another", userId: 7, endedAt: wallMs, reason: "replaced" } as const;
    publish(batch(1, [], { endedSessions: [endedSession] }));
    const endedSocket = ended.socket as FakeSocket;
    expect(endedSocket.closeCode).toBe(4501);
    expect(endedSocket.pushes).toEqual([{ ev: "forceLogout", reason: "replaced" }]);
    expect([one.socket.closeCode, other.socket.closeCode]).toEqual([null, null]);
  });

  test("[INV-16] nothing follows the word that a session ended, not even what was committed before it", async () => {
    const { socket, connection } = connect(7);
    publish(batch(1, [event(1)]));
    const ended = { sessionId: "session-7", userId: 7, endedAt: wallMs, reason: "signed_out" } as const;
    publish(batch(2, [], { endedSessions: [ended] }));
    await settle({ rev: 1, userIds: [7] });
    publish(batch(3, [event(2)]));
    pass(5_000);
    expect(socket.pushes).toEqual([{ ev: "forceLogout", reason: "signed_out" }]);
    delivery.remove(connection);
    expect(delivery.connectionCount).toBe(0);
  });

  test("[INV-16] what was sent before the end of a session comes before it", async () => {
    const { socket } = connect(7);
    publish(batch(1, [event(1)]));
    await settle({ rev: 1, userIds: [7] });
    const ended = { sessionId: "session-7", userId: 7, endedAt: wallMs, reason: "signed_out" } as const;
    publish(batch(2, [event(2)], { endedSessions: [ended] }));
    expect(socket.pushes.map((push) => push.ev)).toEqual(["message.sent", "message.sent", "forceLogout"]);
  });

  test("[CONV-10] presence is told when somebody comes, a moment after they went, and not after a reload", () => {
    const watcher = connect(1);
    expect(delivery.watchPresence(watcher.connection, [2])).toEqual([]);
    const first = connect(2);
    delivery.flush();
    expect(watcher.socket.pushes).toEqual([{ ev: "user.presence", userId: 2, online: true }]);
    delivery.remove(first.connection);
    pass(1_000);
    const second = connect(2);
    pass(5_000);
    expect(watcher.socket.pushes).toHaveLength(1);
    delivery.remove(second.connection);
    pass(5_000);
    expect(watcher.socket.pushes.at(-1)).toEqual({ ev: "user.presence", userId: 2, online: false });
  });

  test("[INV-24] a connection that closed while it asked watches nobody", () => {
    const watcher = connect(1);
    delivery.remove(watcher.connection);
    delivery.watchPresence(watcher.connection, [2]);
    connect(2);
    delivery.flush();
    expect(watcher.socket.texts).toEqual([]);
  });
});
