import type { ServerWebSocket } from "bun";
import type { PeerSocket } from "../dialects/host/open-peer.ts";

/** A socket of Bun's. A class for its prototype: closures of their own would double what an idle socket costs. */
export class BunSocket<T> implements PeerSocket {
  readonly #ws: ServerWebSocket<T>;

  constructor(ws: ServerWebSocket<T>) {
    this.#ws = ws;
  }

  send(text: string): number {
    return this.#ws.sendText(text);
  }

  write(frames: readonly string[], ping: string | null): boolean {
    const [first] = frames;
    if (frames.length === 1 && ping === null && first !== undefined) return this.#ws.sendText(first) !== 0;
    let isOfUse = true;
    // One system call for all of them.
    this.#ws.cork(() => {
      for (const frame of frames) isOfUse = this.#ws.sendText(frame) !== 0 && isOfUse;
      if (ping !== null) this.#ws.ping(ping);
    });
    return isOfUse;
  }

  ping(payload: string): void {
    this.#ws.ping(payload);
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  bufferedBytes(): number {
    return this.#ws.getBufferedAmount();
  }
}
