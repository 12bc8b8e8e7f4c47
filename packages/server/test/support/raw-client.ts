/** A client of the wire itself, with no cleverness: tests see exactly what travels. */
import type { HelloResult, WireError } from "@parley/protocol";

// biome-ignore lint/suspicious/noExplicitAny: tests look at pushes of every shape
type Frame = any;

/** After this a test says what it waited for: longer than a busy machine takes, shorter than a test may. */
const waitMs = 20_000;

export class RawClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (frame: Frame) => void>();
  readonly #watchers = new Set<() => void>();
  #nextId = 1;
  /** Every push so far, in order. */
  readonly pushes: Frame[] = [];
  /** Every frame's text so far, in order. */
  readonly texts: string[] = [];
  /** Resolves when the socket is closed. */
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(String(data));
    this.closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => resolve({ code, reason });
    });
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<RawClient> {
    const socket = new WebSocket(url, { headers } as never);
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error("the socket was refused"));
    });
    return client;
  }

  hello(token: string, more: Record<string, unknown> = {}): Promise<HelloResult> {
    return this.call("hello", { token, protocol: 1, ...more });
  }

  /** The result; throws the error's code as its message. */
  async call(op: string, args: unknown = {}): Promise<Frame> {
    const frame = await this.exchange(op, args);
    if ("error" in frame) throw new Error(frame.error.code, { cause: frame.error });
    return frame.ok;
  }

  /** The whole reply. */
  exchange(op: string, args: unknown): Promise<Frame> {
    const id = this.#nextId;
    this.#nextId += 1;
    this.send(JSON.stringify({ id, op, args }));
    return this.reply(id);
  }

  async errorOf(op: string, args: unknown): Promise<WireError> {
    const frame = await this.exchange(op, args);
    if (!("error" in frame)) throw new Error(`${op} was not refused: ${JSON.stringify(frame)}`);
    return frame.error;
  }

  /** The reply to a call with this number, whoever sent it. */
  reply(id: number | null): Promise<Frame> {
    return new Promise((resolve) => {
      this.#waiting.set(id ?? -1, resolve);
    });
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data);
  }

  close(): void {
    this.#socket.close();
  }

  /** The first push, past or to come, that the test takes. */
  async push(matches: (frame: Frame) => boolean, timeoutMs = waitMs): Promise<Frame> {
    await this.until(() => this.pushes.some(matches), timeoutMs);
    return this.pushes.find(matches);
  }

  /** Waits until the condition holds; looked at after every frame. */
  until(condition: () => boolean, timeoutMs = waitMs): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(watch);
        reject(new Error(`not seen in ${timeoutMs} ms; pushes: ${JSON.stringify(this.pushes.slice(-5))}`));
      }, timeoutMs);
      const watch = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  #receive(text: string): void {
    this.texts.push(text);
    const value = JSON.parse(text);
    for (const frame of Array.isArray(value) ? value : [value]) {
      if ("ev" in frame) this.pushes.push(frame);
      else {
        this.#waiting.get(frame.id ?? -1)?.(frame);
        this.#waiting.delete(frame.id ?? -1);
      }
    }
    for (const watch of [...this.#watchers]) watch();
  }
}
