/**
 * Closes sockets that keep their line busy without ever finishing a frame or answering a ping: endless fragments keep
 * the native idle timer from firing (F-21). One sweep over all sockets now and then, no timer of their own.
 */
import type { Clock } from "../engine/ports/clock.ts";
import type { Session } from "./session.ts";

const askAfterMs = 150_000;
const closeAfterMs = 210_000;
const sweepIntervalMs = 30_000;

export function createSilentSocketSweep(clock: Clock, sessions: ReadonlySet<Session>): () => void {
  let sweptAt = clock.elapsedMs();
  return () => {
    const now = clock.elapsedMs();
    if (now - sweptAt < sweepIntervalMs) return;
    sweptAt = now;
    for (const session of sessions) {
      const silentMs = now - session.heardAt;
      if (silentMs > closeAfterMs) session.socket.close(1002, "silent");
      else if (silentMs > askAfterMs) session.socket.ping("");
    }
  };
}
