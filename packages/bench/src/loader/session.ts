/**
 * Calls of the native protocol on a load socket, for the parts of a workload that are not the load itself: saying
 * hello, asking for an inbox. While a call waits, frames of its socket are parsed as a whole.
 */
import { type HelloResult, protocolVersion } from "@parley/protocol";
import { type FrameListener, WireSocket, type WireTarget } from "./wire-socket.ts";

const callTimeoutMs = 30_000;
let lastCallId = 1_000_000_000;

interface Reply {
  readonly id?: number;
  readonly ok?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Parses one frame: a server frame is an object or an array of them. */
export function frameItems(bytes: Buffer, start: number, end: number): readonly unknown[] {
  const value: unknown = JSON.parse(bytes.toString("utf8", start, end));
  return Array.isArray(value) ? value : [value];
}

/** One call; pushes that come meanwhile go to the listener the socket had. */
export async function call<R>(socket: WireSocket, op: string, args: unknown): Promise<R> {
  const id = ++lastCallId;
  const before: FrameListener = socket.onFrame;
  const onClose = socket.onClose;
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  const timer = setTimeout(() => reject(new Error(`${op} was not answered in time`)), callTimeoutMs);
  socket.onFrame = (same, bytes, start, end) => {
    const reply = frameItems(bytes, start, end).find((item) => (item as Reply).id === id) as
      | Reply
      | undefined;
    if (reply === undefined) before(same, bytes, start, end);
    else if (reply.error !== undefined)
      reject(new Error(`${op}: ${reply.error.code} ${reply.error.message}`));
    else resolve(reply.ok as R);
  };
  socket.onClose = (same) => {
    reject(new Error(`${op}: closed with ${same.closeCode}`));
    onClose(same);
  };
  try {
    socket.sendText(JSON.stringify({ id, op, args }));
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.onFrame = before;
    socket.onClose = onClose;
  }
}

export function helloText(accessToken: string, id = 1): string {
  return JSON.stringify({ id, op: "hello", args: { token: accessToken, protocol: protocolVersion } });
}

export async function openSession(
  slot: number,
  target: WireTarget,
  accessToken: string,
): Promise<WireSocket> {
  const socket = new WireSocket(slot);
  await socket.open(target);
  try {
    await call<HelloResult>(socket, "hello", { token: accessToken, protocol: protocolVersion });
  } catch (error) {
    socket.end();
    throw error;
  }
  return socket;
}

/** Runs `work` for every index below `count`, at most `concurrency` at a time. */
export async function forEachIndex(
  count: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, lane));
}

/** Opens one signed-in socket for each token, in the order of the tokens. */
export async function openSessions(
  target: WireTarget,
  accessTokens: readonly string[],
  concurrency = 200,
): Promise<WireSocket[]> {
  const sockets: WireSocket[] = new Array(accessTokens.length);
  await forEachIndex(accessTokens.length, concurrency, async (slot) => {
    sockets[slot] = await openSession(slot, target, accessTokens[slot] ?? "");
  });
  return sockets;
}
