/**
 * Calls of the native protocol on a load socket, for the parts of a workload that are not the load itself: saying
 * hello, asking for an inbox. While a call waits, frames of its socket are parsed as a whole.
 */
import { type HelloResult, protocolVersion } from "@parley/protocol";
import { WireSocket, type WireTarget } from "./wire-socket.ts";

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

/** One call; nothing else may be called on the socket meanwhile. */
export async function call<R>(socket: WireSocket, op: string, args: unknown): Promise<R> {
  const [result] = await callTogether<R>(socket, op, [args]);
  return result as R;
}

/**
 * Calls in one frame, answered in the order given; nothing else may be called on the socket meanwhile. Frames without
 * a reply to them go to the listener the socket had.
 */
export async function callTogether<R>(
  socket: WireSocket,
  op: string,
  argsList: readonly unknown[],
): Promise<R[]> {
  const results = new Map<number, R>();
  const calls = argsList.map((args) => ({ id: ++lastCallId, op, args }));
  const waiting = new Set(calls.map(({ id }) => id));
  const { onFrame, onClose } = socket;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`${op} was not answered in time`)), callTimeoutMs);
  socket.onFrame = (same, bytes, start, end) => {
    const before = waiting.size;
    for (const { id, ok, error } of frameItems(bytes, start, end) as Reply[]) {
      if (id === undefined || !waiting.delete(id)) continue;
      if (error !== undefined) reject(new Error(`${op}: ${error.code} ${error.message}`));
      results.set(id, ok as R);
    }
    if (waiting.size === before) onFrame(same, bytes, start, end);
    if (waiting.size === 0) resolve();
  };
  socket.onClose = (same) => {
    reject(new Error(`${op}: closed with ${same.closeCode}`));
    onClose(same);
  };
  try {
    socket.sendText(JSON.stringify(calls.length === 1 ? calls[0] : calls));
    await promise;
    return calls.map(({ id }) => results.get(id) as R);
  } finally {
    clearTimeout(timer);
    socket.onFrame = onFrame;
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
