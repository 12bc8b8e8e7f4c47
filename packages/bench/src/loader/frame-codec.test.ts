import { expect, test } from "bun:test";
import { emptyHeader, encodeAsciiFrame, encodeFrame, opcodes, readHeader } from "./frame-codec.ts";
import { WireSocket } from "./wire-socket.ts";

function serverFrame(payload: Buffer): Buffer {
  const header =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0]), uint32(payload.length)]);
  return Buffer.concat([header, payload]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A server that answers each message with what `answer` makes of it. */
function startServer(answer: (ws: Bun.ServerWebSocket<undefined>, message: string) => void) {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 400 })),
    websocket: { maxPayloadLength: 1 << 20, message: (ws, message) => answer(ws, String(message)) },
  });
}

async function connect(port: number | undefined): Promise<WireSocket> {
  const socket = new WireSocket(0);
  await socket.open({ hostname: "127.0.0.1", port: port ?? 0, path: "/" });
  return socket;
}

function nextPayloads(socket: WireSocket, count: number): Promise<string[]> {
  const payloads: string[] = [];
  return new Promise((resolve) => {
    socket.onFrame = (_, bytes, start, end) => {
      payloads.push(bytes.toString("utf8", start, end));
      if (payloads.length === count) resolve(payloads);
    };
  });
}

test("headers of every length class are read, and an incomplete one is not", () => {
  for (const length of [0, 1, 125, 126, 65_535, 65_536, 70_000]) {
    const frame = serverFrame(Buffer.alloc(length, 97));
    const header = emptyHeader();
    expect(readHeader(frame, 0, header)).toBe(true);
    expect(header.opcode).toBe(opcodes.text);
    expect(header.isFinal).toBe(true);
    expect(header.payloadEnd).toBe(frame.length);
    expect(header.payloadEnd - header.payloadStart).toBe(length);
    const headBytes = header.payloadStart;
    for (let cut = 0; cut < headBytes; cut++) {
      expect(readHeader(frame.subarray(0, cut), 0, header)).toBe(false);
    }
  }
});

test("masked frames and reserved bits from a server are refused", () => {
  expect(() => readHeader(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 65]), 0, emptyHeader())).toThrow("masked");
  expect(() => readHeader(Buffer.from([0xc1, 0x00]), 0, emptyHeader())).toThrow("reserved");
});

test("a bare server unmasks what the client encodes, with any mask and of every length class", async () => {
  const server = startServer((ws, message) => ws.send(message));
  const socket = await connect(server.port);
  for (const length of [1, 3, 125, 126, 65_535, 65_536]) {
    const text = "é".repeat(Math.floor(length / 2)) + "x".repeat(length % 2);
    for (const mask of [0, 0x01020304, 0xfffefdfc]) {
      const received = nextPayloads(socket, 1);
      socket.write(encodeFrame(opcodes.text, Buffer.from(text), mask));
      expect(await received).toEqual([text]);
    }
  }
  const ascii = nextPayloads(socket, 1);
  socket.write(encodeAsciiFrame("y".repeat(300)));
  expect(await ascii).toEqual(["y".repeat(300)]);
  socket.end();
  await server.stop(true);
});

test("frames are handed on once and in order however the stream is cut", () => {
  const payloads = ["a", "", "b".repeat(125), "c".repeat(126), "d".repeat(4_000), "e"];
  const upgrade = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
  const stream = Buffer.concat([upgrade, ...payloads.map((text) => serverFrame(Buffer.from(text)))]);
  for (const step of [1, 2, 3, 7, 1000, stream.length]) {
    const socket = new WireSocket(0);
    const received: string[] = [];
    socket.onFrame = (_, bytes, start, end) => received.push(bytes.toString("utf8", start, end));
    for (let offset = 0; offset < stream.length; offset += step) {
      socket.received(stream.subarray(offset, offset + step));
    }
    expect(received).toEqual(payloads);
    expect(socket.frames).toBe(payloads.length);
    expect(socket.bytes).toBe(stream.length);
  }
});

test("a fragmented message is handed on whole, and the frame after it as well", () => {
  const socket = new WireSocket(0);
  const received: string[] = [];
  socket.onFrame = (_, bytes, start, end) => received.push(bytes.toString("utf8", start, end));
  socket.received(Buffer.from("HTTP/1.1 101 \r\n\r\n"));
  socket.received(Buffer.from([0x01, 2, 97, 98, 0x00, 1, 99, 0x80, 1, 100, 0x81, 1, 101]));
  expect(received).toEqual(["abcd", "e"]);
});

test("pings are answered with the same payload", async () => {
  const pong = Promise.withResolvers<string>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, self) => (self.upgrade(request) ? undefined : new Response(null, { status: 400 })),
    websocket: {
      open: (ws) => void ws.ping("position-42"),
      message: () => {},
      pong: (_, payload) => pong.resolve(String(payload)),
    },
  });
  const socket = await connect(server.port);
  expect(await pong.promise).toBe("position-42");
  expect(socket.pings).toBe(1);
  socket.end();
  await server.stop(true);
});

test("the close code of the server is known, and a refused upgrade rejects", async () => {
  const server = startServer((ws) => ws.close(4502, "no"));
  const socket = await connect(server.port);
  const closed = new Promise<void>((resolve) => {
    socket.onClose = () => resolve();
  });
  socket.sendText("x");
  await closed;
  expect(socket.closeCode).toBe(4502);
  await server.stop(true);

  const refusing = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => new Response("", { status: 429 }),
  });
  await expect(connect(refusing.port)).rejects.toThrow("429");
  await refusing.stop(true);
});
