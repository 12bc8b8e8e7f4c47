/**
 * One WebSocket of the load generator on a raw TCP socket. Owns: the upgrade, cutting the stream into frames,
 * pongs, what the kernel did not take yet. Does not own: the meaning of payloads. Invariant: every complete data
 * frame is handed on exactly once, in order, as a range of a buffer that holds only until the call returns.
 */
import type { Socket } from "bun";
import { emptyHeader, encodeAsciiFrame, encodeFrame, opcodes, readHeader } from "./frame-codec.ts";

export type FrameListener = (socket: WireSocket, bytes: Buffer, start: number, end: number) => void;

export interface WireTarget {
  readonly hostname: string;
  readonly port: number;
  readonly path: string;
}

const header = emptyHeader();
const endOfHead = Buffer.from("\r\n\r\n");
const connectTimeoutMs = 30_000;

export class WireSocket {
  /** Position among the loader's sockets, for tables indexed by number. */
  readonly slot: number;
  onFrame: FrameListener = () => {};
  onClose: (socket: WireSocket) => void = () => {};
  frames = 0;
  bytes = 0;
  pings = 0;
  /** Code of the close frame the server sent; 1006 when the connection ended without one; 0 while it is open. */
  closeCode = 0;

  private socket: Socket<WireSocket> | null = null;
  private isUpgraded = false;
  private rest: Buffer | null = null;
  private unsent: Buffer[] = [];
  private fragments: Buffer[] = [];
  private settleOpen: { resolve(): void; reject(error: Error): void } | null = null;

  constructor(slot: number) {
    this.slot = slot;
  }

  get isOpen(): boolean {
    return this.isUpgraded && this.closeCode === 0;
  }

  /** Connects and upgrades; rejects when refused or when it takes longer than 30 s. */
  async open(target: WireTarget): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.settleOpen = { resolve, reject };
    const timer = setTimeout(() => reject(new Error("the socket did not open in time")), connectTimeoutMs);
    try {
      this.socket = await Bun.connect<WireSocket>({
        hostname: target.hostname,
        port: target.port,
        data: this,
        socket: handlers,
      });
      this.write(
        Buffer.from(
          `GET ${target.path} HTTP/1.1\r\nHost: ${target.hostname}:${target.port}\r\nUpgrade: websocket\r\n` +
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        ),
      );
      await promise;
    } catch (error) {
      promise.catch(() => {});
      this.end();
      throw error;
    } finally {
      clearTimeout(timer);
      this.settleOpen = null;
    }
  }

  sendText(text: string): void {
    this.write(encodeFrame(opcodes.text, Buffer.from(text)));
  }

  sendAscii(text: string): void {
    this.write(encodeAsciiFrame(text));
  }

  /** Writes ready-made bytes, keeping what the kernel does not take. */
  write(bytes: Buffer): void {
    if (this.socket === null || this.closeCode !== 0) return;
    if (this.unsent.length > 0) {
      this.unsent.push(bytes);
      return;
    }
    const written = this.socket.write(bytes);
    if (written < 0) this.ended(1006);
    else if (written < bytes.length) this.unsent.push(bytes.subarray(written));
  }

  /** Ends the connection without a close handshake, as a vanished client does. */
  end(): void {
    this.socket?.terminate();
    this.ended(1006);
  }

  flush(): void {
    while (this.unsent.length > 0 && this.socket !== null) {
      const bytes = this.unsent[0] as Buffer;
      const written = this.socket.write(bytes);
      if (written < bytes.length) {
        if (written > 0) this.unsent[0] = bytes.subarray(written);
        return;
      }
      this.unsent.shift();
    }
  }

  received(chunk: Buffer): void {
    this.bytes += chunk.length;
    let bytes = chunk;
    if (this.rest !== null) {
      bytes = Buffer.concat([this.rest, chunk]);
      this.rest = null;
    }
    const start = this.isUpgraded ? 0 : this.readUpgrade(bytes);
    if (start < 0) return;
    const consumed = this.readFrames(bytes, start);
    if (consumed < bytes.length) this.rest = bytes.subarray(consumed);
  }

  ended(code: number): void {
    if (this.closeCode !== 0) return;
    this.closeCode = code;
    this.unsent = [];
    this.settleOpen?.reject(new Error("the connection ended before the upgrade"));
    this.onClose(this);
  }

  /** Offset of the first byte after the response's head; -1 while it is incomplete or when it was refused. */
  private readUpgrade(bytes: Buffer): number {
    const end = bytes.indexOf(endOfHead);
    if (end < 0) {
      this.rest = bytes;
      return -1;
    }
    const statusLine = bytes.toString("latin1", 0, bytes.indexOf(13));
    if (!statusLine.startsWith("HTTP/1.1 101")) {
      this.settleOpen?.reject(new Error(`the upgrade was refused: ${statusLine}`));
      this.end();
      return -1;
    }
    this.isUpgraded = true;
    this.settleOpen?.resolve();
    return end + endOfHead.length;
  }

  private readFrames(bytes: Buffer, start: number): number {
    let offset = start;
    while (readHeader(bytes, offset, header) && header.payloadEnd <= bytes.length) {
      const { opcode, isFinal, payloadStart, payloadEnd } = header;
      offset = payloadEnd;
      if (opcode === opcodes.text && isFinal) {
        this.frames++;
        this.onFrame(this, bytes, payloadStart, payloadEnd);
      } else {
        this.readRareFrame(opcode, isFinal, bytes.subarray(payloadStart, payloadEnd));
      }
    }
    return offset;
  }

  private readRareFrame(opcode: number, isFinal: boolean, payload: Buffer): void {
    if (opcode === opcodes.ping) {
      this.pings++;
      this.write(encodeFrame(opcodes.pong, payload));
    } else if (opcode === opcodes.close) {
      this.ended(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
      this.socket?.end();
    } else if (opcode === opcodes.text || opcode === opcodes.continuation) {
      this.fragments.push(Buffer.from(payload));
      if (!isFinal) return;
      const whole = Buffer.concat(this.fragments);
      this.fragments = [];
      this.frames++;
      this.onFrame(this, whole, 0, whole.length);
    }
  }
}

const handlers = {
  data(socket: Socket<WireSocket>, chunk: Buffer): void {
    socket.data.received(chunk);
  },
  drain(socket: Socket<WireSocket>): void {
    socket.data.flush();
  },
  close(socket: Socket<WireSocket>): void {
    socket.data.ended(1006);
  },
  error(socket: Socket<WireSocket>): void {
    socket.data.ended(1006);
  },
};
