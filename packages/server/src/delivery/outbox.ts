/**
 * Gathers what connections are to be sent in this turn and writes it once a turn, one frame and one system call a
 * connection (CON-9). Owns the list of connections with something to send.
 */
import { closeCodes, limits } from "@parley/protocol";
import type { CommittedEvent } from "../engine/ports/committed.ts";
import { Batch } from "./batch.ts";
import { type Connection, noFrames } from "./connection.ts";

export interface Outbox {
  /** A reply or a word about the connection itself: always sent. */
  reply(connection: Connection, text: string): void;
  /** An event; withheld from a connection that is behind. */
  push(connection: Connection, event: CommittedEvent): void;
  /** Something lossy; dropped where bytes wait already. Whether it will be sent. */
  signal(connection: Connection, text: string): boolean;
  /** Writes everything at once. */
  flush(): void;
}

export interface OutboxEvents {
  /** A connection was sent events: its flow and its position are to be looked after. */
  onSent(connection: Connection, events: number, bytes: number): void;
  onDelivered(events: number, writes: number): void;
}

/** Above this a turn's frame is written before it grows further. */
const frameCharsMax = limits.frameBytesMax;

export function createOutbox(events: OutboxEvents): Outbox {
  let scheduled: Connection[] = [];
  let isFlushScheduled = false;
  let root = Batch.empty();

  function schedule(connection: Connection): void {
    if (connection.isScheduled) return;
    connection.isScheduled = true;
    scheduled.push(connection);
    if (isFlushScheduled) return;
    isFlushScheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    isFlushScheduled = false;
    const due = scheduled;
    scheduled = [];
    root = Batch.empty();
    let delivered = 0;
    for (const connection of due) {
      connection.isScheduled = false;
      delivered += write(connection, events);
    }
    events.onDelivered(delivered, due.length);
  }

  function addFrame(connection: Connection, text: string): void {
    if (connection.frames === noFrames) connection.frames = [text];
    else connection.frames.push(text);
    schedule(connection);
  }

  return {
    reply: addFrame,
    push(connection, event) {
      if (connection.flow === "behind") return;
      const batch = connection.batch ?? root;
      if (batch.inner.length + event.text.length > frameCharsMax && batch.count > 0) {
        write(connection, events);
        connection.batch = root.extend(event);
      } else {
        connection.batch = batch.extend(event);
      }
      schedule(connection);
    },
    signal(connection, text) {
      if (connection.flow === "behind" || connection.socket.bufferedBytes() > 0) return false;
      addFrame(connection, text);
      return true;
    },
    flush,
  };
}

/** Sends what one connection has; the number of events in it. */
function write(connection: Connection, events: OutboxEvents): number {
  const { frames, batch } = connection;
  connection.frames = noFrames;
  connection.batch = null;
  const count = batch?.count ?? 0;
  const text = frameText(frames, batch);
  if (text === null) return 0;
  // Bun drops silently over its own limit and answers 0: then nothing later may be sent either.
  if (connection.socket.send(text) === 0) {
    connection.socket.close(closeCodes.tooSlow, "too slow");
    return 0;
  }
  if (count > 0) {
    connection.eventsSent += count;
    events.onSent(connection, count, text.length);
  }
  return count;
}

function frameText(frames: readonly string[], batch: Batch | null): string | null {
  if (batch === null) {
    if (frames.length <= 1) return frames[0] ?? null;
    return `[${frames.join(",")}]`;
  }
  if (frames.length > 0) return `[${frames.join(",")},${batch.inner}]`;
  return batch.count === 1 ? batch.inner : `[${batch.inner}]`;
}
