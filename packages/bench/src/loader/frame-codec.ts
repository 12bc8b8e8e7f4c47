/**
 * WebSocket frames (RFC 6455) as the load generator needs them. Owns: headers in both directions. Does not own:
 * payloads, which are looked at by whoever asked for them. Invariant: `readHeader` allocates nothing, so that a
 * receiver costs the loader little more than the kernel's share.
 */

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Filled by `readHeader`; one instance is reused for all frames. */
export interface FrameHeader {
  opcode: number;
  isFinal: boolean;
  payloadStart: number;
  payloadEnd: number;
}

export function emptyHeader(): FrameHeader {
  return { opcode: 0, isFinal: true, payloadStart: 0, payloadEnd: 0 };
}

/**
 * Reads the header at `offset` of what a server sent. False when the header is not complete; the payload may still be
 * cut off (`payloadEnd` past the end). Throws on what a server must never send.
 */
export function readHeader(bytes: Buffer, offset: number, header: FrameHeader): boolean {
  const available = bytes.length - offset;
  if (available < 2) return false;
  const first = bytes[offset] ?? 0;
  const second = bytes[offset + 1] ?? 0;
  if ((first & 0x70) !== 0) throw new Error("a frame uses reserved bits");
  if ((second & 0x80) !== 0) throw new Error("a frame from the server is masked");
  let length = second & 0x7f;
  let headerBytes = 2;
  if (length === 126) {
    if (available < 4) return false;
    length = bytes.readUInt16BE(offset + 2);
    headerBytes = 4;
  } else if (length === 127) {
    if (available < 10) return false;
    length = Number(bytes.readBigUInt64BE(offset + 2));
    headerBytes = 10;
  }
  header.opcode = first & 0x0f;
  header.isFinal = (first & 0x80) !== 0;
  header.payloadStart = offset + headerBytes;
  header.payloadEnd = header.payloadStart + length;
  return true;
}

/** Bytes of the header and mask of a client's frame. */
function clientHeaderBytes(payloadBytes: number): number {
  if (payloadBytes < 126) return 6;
  return payloadBytes < 65_536 ? 8 : 14;
}

function writeClientHeader(frame: Buffer, opcode: number, payloadBytes: number, mask: number): number {
  frame[0] = 0x80 | opcode;
  let offset = 2;
  if (payloadBytes < 126) {
    frame[1] = 0x80 | payloadBytes;
  } else if (payloadBytes < 65_536) {
    frame[1] = 0x80 | 126;
    offset = frame.writeUInt16BE(payloadBytes, 2);
  } else {
    frame[1] = 0x80 | 127;
    offset = frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  }
  return frame.writeUInt32BE(mask, offset);
}

/**
 * A client's frame. The mask 0 is as valid as any other and leaves the payload as it is, so that the loader spends
 * its core on sending; the server unmasks it like any other.
 */
export function encodeFrame(opcode: number, payload: Buffer, mask = 0): Buffer {
  const headerBytes = clientHeaderBytes(payload.length);
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  writeClientHeader(frame, opcode, payload.length, mask);
  payload.copy(frame, headerBytes);
  if (mask === 0) return frame;
  for (let index = 0; index < payload.length; index++) {
    const shift = 24 - 8 * (index & 3);
    frame[headerBytes + index] = (payload[index] ?? 0) ^ ((mask >>> shift) & 0xff);
  }
  return frame;
}

/** A text frame of ASCII characters only, which are as many bytes as characters. */
export function encodeAsciiFrame(text: string): Buffer {
  const headerBytes = clientHeaderBytes(text.length);
  const frame = Buffer.allocUnsafe(headerBytes + text.length);
  writeClientHeader(frame, opcodes.text, text.length, 0);
  frame.write(text, headerBytes, "latin1");
  return frame;
}
