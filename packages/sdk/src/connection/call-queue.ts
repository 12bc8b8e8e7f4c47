import type { CallFrame, ReplyFrame } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import { ParleyError } from "@parley/protocol/errors";
import type { Platform, Timer } from "../platform/platform.ts";

interface PendingCall {
  readonly frame: CallFrame;
  readonly text: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ParleyError) => void;
  readonly timer: Timer;
  isSent: boolean;
}

type Ports = Pick<Platform, "setTimer" | "clearTimer">;

/** Characters of a frame: UTF-8 needs at most 3 bytes for each, so this never passes `frameBytesMax`. */
const batchCharsMax = Math.floor(clientLimits.frameBytesMax / 3) - clientLimits.callsPerFrameMax;

/**
 * Calls of one link: numbers them, holds back what is over the window, sends those of one turn in one frame, and
 * matches replies. Calls wait here while there is no socket; those that were sent when it broke are rejected, because
 * nobody knows whether they took effect.
 */
export class CallQueue {
  readonly #ports: Ports;
  readonly #onTimeout: () => void;
  readonly #pending = new Map<number, PendingCall>();
  #waiting: PendingCall[] = [];
  #inFlight = 0;
  #window = 0;
  #send: ((text: string) => void) | null = null;
  #lastId = 0;
  #isFlushScheduled = false;

  constructor(ports: Ports, onTimeout: () => void) {
    this.#ports = ports;
    this.#onTimeout = onTimeout;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  call(op: string, args: unknown, timeoutMs: number): Promise<unknown> {
    const frame: CallFrame = { id: this.nextId(), op, args };
    const text = JSON.stringify(frame);
    if (text.length > batchCharsMax && new TextEncoder().encode(text).length > clientLimits.frameBytesMax) {
      return Promise.reject(new ParleyError("payload_too_large"));
    }
    return new Promise((resolve, reject) => {
      const timer = this.#ports.setTimer(() => this.#expire(frame.id), timeoutMs);
      const call: PendingCall = { frame, text, resolve, reject, timer, isSent: false };
      this.#pending.set(frame.id, call);
      this.#waiting.push(call);
      this.#scheduleFlush();
    });
  }

  /** A socket that has said `hello` takes calls from now on. */
  open(send: (text: string) => void, window: number): void {
    this.#send = send;
    this.#window = window;
    this.#inFlight = 0;
    this.#scheduleFlush();
  }

  /** The socket is gone. */
  shut(): void {
    this.#send = null;
    this.#inFlight = 0;
    for (const call of [...this.#pending.values()]) {
      if (call.isSent) this.#settle(call).reject(lost());
    }
  }

  rejectAll(error: ParleyError): void {
    for (const call of [...this.#pending.values()]) this.#settle(call).reject(error);
    this.#waiting = [];
  }

  takeReply(reply: ReplyFrame): void {
    if (reply.id === null) return;
    const call = this.#pending.get(reply.id);
    if (call === undefined) return;
    this.#settle(call);
    if (call.isSent) this.#inFlight = Math.max(0, this.#inFlight - 1);
    if ("error" in reply) call.reject(ParleyError.fromWire(reply.error));
    else call.resolve(reply.ok);
    if (this.#waiting.length > 0) this.#scheduleFlush();
  }

  #settle(call: PendingCall): PendingCall {
    this.#pending.delete(call.frame.id);
    this.#ports.clearTimer(call.timer);
    return call;
  }

  #expire(id: number): void {
    const call = this.#pending.get(id);
    if (call === undefined) return;
    this.#settle(call);
    if (call.isSent) {
      this.#inFlight = Math.max(0, this.#inFlight - 1);
      this.#onTimeout();
    } else {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== call);
    }
    call.reject(lost());
  }

  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#send === null) return;
    this.#isFlushScheduled = true;
    queueMicrotask(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const send = this.#send;
    if (send === null) return;
    const free = this.#window - this.#inFlight;
    if (free <= 0 || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, free);
    this.#inFlight += batch.length;
    for (const call of batch) call.isSent = true;
    for (const texts of split(batch.map((call) => call.text))) {
      send(texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(",")}]`);
    }
  }
}

function split(texts: readonly string[]): string[][] {
  const frames: string[][] = [];
  let frame: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (
      frame.length > 0 &&
      (chars + text.length > batchCharsMax || frame.length >= clientLimits.callsPerFrameMax)
    ) {
      frames.push(frame);
      frame = [];
      chars = 0;
    }
    frame.push(text);
    chars += text.length;
  }
  frames.push(frame);
  return frames;
}

function lost(): ParleyError {
  return new ParleyError("unavailable", { message: "The server did not answer." });
}
