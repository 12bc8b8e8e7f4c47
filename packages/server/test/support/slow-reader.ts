/** A WebSocket client on raw TCP that can stop reading, and answers pings only as it reads them (RFC 6455). */
import type { TestServer } from "./test-server.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look at frames of every shape
type Frame = any;

export class SlowReader {
  readonly frames: Frame[] = [];
  #socket: Bun.Socket<undefined> | null = null;
  #pending = Buffer.alloc(0);
  #isOpen = false;
  readonly #watchers = new Set<() => void>();

  static async connect(server: TestServer, token: string): Promise<SlowReader> {
    const reader = new SlowReader();
    const { hostname, port, host } = new URL(server.url);
    reader.#socket = await Bun.connect({
      hostname,
      port: Number(port),
      socket: { data: (_socket, data) => reader.#receive(data) },
    });
    reader.#socket.write(
      `GET /v1/connect HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await reader.until(() => reader.#isOpen);
    reader.send({ id: 1, op: "hello", args: { token, protocol: 1 } });
    await reader.until((frames) => frames.some((frame) => frame.id === 1));
    return reader;
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  end(): void {
    this.#socket?.end();
  }

  send(frame: object): void {
    this.#write(0x81, Buffer.from(JSON.stringify(frame)));
  }

  until(condition: (frames: Frame[]) => boolean): Promise<void> {
    if (condition(this.frames)) return Promise.resolve();
    return new Promise((resolve) => {
      const watch = () => {
        if (!condition(this.frames)) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  /** With a mask of zeros, which is a mask. */
  #write(opcode: number, payload: Buffer): void {
    const length =
      payload.length < 126
        ? [0x80 | payload.length]
        : [0x80 | 126, payload.length >> 8, payload.length & 255];
    this.#socket?.write(Buffer.concat([Buffer.from([opcode, ...length, 0, 0, 0, 0]), payload]));
  }

  #receive(data: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, data]);
    if (!this.#isOpen) {
      const end = this.#pending.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.#pending = this.#pending.subarray(end + 4);
      this.#isOpen = true;
    }
    while (this.#takeFrame());
    for (const watch of [...this.#watchers]) watch();
  }

  #takeFrame(): boolean {
    const bytes = this.#pending;
    if (bytes.length < 2) return false;
    const short = (bytes[1] ?? 0) & 127;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < start) return false;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < start + length) return false;
    const payload = bytes.subarray(start, start + length);
    this.#pending = bytes.subarray(start + length);
    const opcode = (bytes[0] ?? 0) & 15;
    if (opcode === 9) this.#write(0x8a, payload);
    else if (opcode === 1) this.frames.push(...[JSON.parse(payload.toString())].flat());
    return true;
  }
}
