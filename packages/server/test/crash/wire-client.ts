/** One socket of the native protocol, raw: calls out, replies and pushes in, no repair of any kind. */
import type { WireEvent } from "./events.ts";

export type Reply =
  | { readonly status: "ok"; readonly result: unknown }
  | { readonly status: "error"; readonly code: string }
  /** The socket closed before the reply. */
  | { readonly status: "unknown" };

export interface WireClientEvents {
  onPush(push: WireEvent & { readonly events?: number }): void;
  onClose(): void;
}

interface Frame {
  readonly id?: number;
  readonly ok?: unknown;
  readonly error?: { readonly code: string };
  readonly ev?: string;
}

export class WireClient {
  readonly #socket: WebSocket;
  readonly #events: WireClientEvents;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #nextId = 1;
  #isClosed = false;

  private constructor(socket: WebSocket, events: WireClientEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.onmessage = ({ data }) => this.#receive(String(data));
    socket.onclose = () => this.#end();
  }

  /** Rejects when there is nobody to connect to. */
  static open(url: string, events: WireClientEvents): Promise<WireClient> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/connect`);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new WireClient(socket, events));
      socket.onerror = () => reject(new Error("refused"));
      socket.onclose = () => reject(new Error("refused"));
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  call(op: string, args: unknown): Promise<Reply> {
    if (this.#isClosed) return Promise.resolve({ status: "unknown" });
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, op, args }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const value = JSON.parse(text) as Frame | Frame[];
    for (const frame of Array.isArray(value) ? value : [value]) {
      if (frame.ev !== undefined) this.#events.onPush(frame as unknown as WireEvent);
      else this.#answer(frame);
    }
  }

  #answer({ id = -1, ok, error }: Frame): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(error === undefined ? { status: "ok", result: ok } : { status: "error", code: error.code });
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of waiting) resolve({ status: "unknown" });
    this.#events.onClose();
  }
}
