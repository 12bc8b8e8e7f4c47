/** A WebSocket that keeps what it was told, in order, until somebody asks for it. */
/** Longer than a busy machine takes for anything, and shorter than the limit of a test. */
const waitMs = 20_000;

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

export class WireSocket {
  readonly #socket: WebSocket;
  readonly #frames: (string | Uint8Array)[] = [];
  #watch: (() => void) | null = null;
  #isAskedSinceFrame = false;
  #closing: Closing | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      this.#isAskedSinceFrame = false;
      this.#frames.push(typeof data === "string" ? data : new Uint8Array(data as ArrayBuffer));
      this.#watch?.();
    };
    socket.addEventListener("ping" as never, () => {
      this.#isAskedSinceFrame = true;
      this.#watch?.();
    });
    socket.onclose = ({ code, reason }) => {
      this.#closing = { code, reason };
      this.#watch?.();
    };
  }

  /** Null when the handshake was refused. */
  static open(
    url: string,
    protocols: readonly string[],
    headers: Readonly<Record<string, string>>,
  ): Promise<WireSocket | null> {
    const options = { headers, ...(protocols.length === 0 ? {} : { protocols: [...protocols] }) };
    const socket = new WebSocket(url, options as never);
    const wire = new WireSocket(socket);
    return new Promise((resolve) => {
      socket.onopen = () => resolve(wire);
      socket.onerror = () => resolve(null);
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data);
  }

  close(): void {
    this.#socket.close(1000);
  }

  /** Without a closing handshake. */
  terminate(): void {
    (this.#socket as unknown as { terminate(): void }).terminate();
  }

  async frame(): Promise<string> {
    await this.#until(() => this.#frames.length > 0, "no frame came");
    return String(this.#frames.shift());
  }

  /** The next frame; once all were had, how it was closed. */
  async frameOrClosing(): Promise<string | Closing> {
    await this.#until(() => this.#frames.length > 0 || this.#closing !== null, "neither a frame nor a close");
    const frame = this.#frames.shift();
    return frame === undefined ? (this.#closing ?? { code: 0, reason: "" }) : String(frame);
  }

  async closed(): Promise<Closing> {
    await this.#until(() => this.#closing !== null, "it was not closed");
    return this.#closing ?? { code: 0, reason: "" };
  }

  /** Once the server has asked whether what it told until now was taken, and has the answer (DIA-11). */
  async taken(): Promise<void> {
    await this.#until(() => this.#isAskedSinceFrame, "nobody asked whether it was taken");
    await this.#pingPong();
  }

  /** Frames that came and were not asked for, once everything before the answer to a ping is here. */
  async rest(): Promise<readonly string[]> {
    for (let round = 0; round < 2 && this.#closing === null; round += 1) {
      await this.#pingPong();
      // The server may still be making something of what came before.
      await Bun.sleep(60);
    }
    return this.#frames.map(String);
  }

  #pingPong(): Promise<void> {
    const socket = this.#socket as unknown as { ping(): void } & EventTarget;
    return new Promise((resolve) => {
      socket.addEventListener("pong", () => resolve(), { once: true });
      // Of a socket that is closed meanwhile nothing more comes.
      socket.addEventListener("close", () => resolve(), { once: true });
      socket.ping();
    });
  }

  async #until(condition: () => boolean, failure: string): Promise<void> {
    const end = Date.now() + waitMs;
    while (!condition()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`${failure}; closed: ${JSON.stringify(this.#closing)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#watch = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#watch = null;
    }
  }
}
