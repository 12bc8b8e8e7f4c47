/**
 * Gathers what connections are to be sent in this turn and writes it once a turn, one frame and one system call a
 * connection (CON-9) unless that would be too long. Owns the list of connections with something to send.
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
  onSent(connection: Connection, chars: number): void;
  onDelivered(events: number, writes: number): void;
}

/** A turn's frame does not grow above this: the rest of the turn goes into another. One text alone may be longer. */
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
      if (connection.flow !== "live") {
        connection.translator?.push(event);
        return;
      }
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
      if (connection.flow !== "live") {
        connection.translator?.signal(text);
        return false;
      }
      if (connection.socket.bufferedBytes() > 0) return false;
      addFrame(connection, text);
      return true;
    },
    flush,
  };
}

/** Sends what one connection has, replies before events; the number of events in it. */
function write(connection: Connection, events: OutboxEvents): number {
  const { frames, batch } = connection;
  connection.frames = noFrames;
  connection.batch = null;
  let first = 0;
  let chars = 0;
  let sentChars = 0;
  for (const [index, frame] of frames.entries()) {
    if (index > first && chars + frame.length > frameCharsMax) {
      if (!send(connection, frameText(frames.slice(first, index), null))) return 0;
      first = index;
      sentChars += chars;
      chars = 0;
    }
    chars += frame.length;
  }
  let rest = first === 0 ? frames : frames.slice(first);
  if (batch !== null && rest.length > 0 && chars + batch.inner.length > frameCharsMax) {
    if (!send(connection, frameText(rest, null))) return 0;
    rest = noFrames;
  }
  if (!send(connection, frameText(rest, batch)) || batch === null) return 0;
  connection.eventsSent += batch.count;
  events.onSent(connection, sentChars + chars + batch.inner.length);
  return batch.count;
}

/** Whether the socket is still of use. Bun drops silently over its own limit and answers 0: then nothing later may be sent either. */
function send(connection: Connection, text: string | null): boolean {
  if (text === null || connection.socket.send(text) !== 0) return true;
  connection.socket.close(closeCodes.tooSlow, "too slow");
  return false;
}

function frameText(frames: readonly string[], batch: Batch | null): string | null {
  if (batch === null) {
    if (frames.length <= 1) return frames[0] ?? null;
    return `[${frames.join(",")}]`;
  }
  if (frames.length > 0) return `[${frames.join(",")},${batch.inner}]`;
  return batch.count === 1 ? batch.inner : `[${batch.inner}]`;
}
