/** Answers and frames of the contract, with its keys in its order and its times. */
import { assertPlainJson, ParleyError } from "@parley/protocol";

export const statuses = { done: 200, refused: 400, failed: 500 } as const;

/** Every answer travels with HTTP 200; what became of it is in `status`. */
export function answer(status: number, message: string, data: unknown = null): Response {
  return Response.json({ status, message, data });
}

export function done(message: string, data: unknown = null): Response {
  return answer(statuses.done, message, data);
}

export function refused(message: string, data: unknown = null): Response {
  return answer(statuses.refused, message, data);
}

/** What was wrong with which field. */
export type Faults = Readonly<Record<string, readonly string[]>>;

/** No `message` beside the fields, except where the contract has one. */
export function invalid(faults: Faults, message?: string): Response {
  return Response.json({ status: statuses.refused, message, data: faults });
}

/** The token filter spells it `msg`. */
export function filtered(msg: string): Response {
  return Response.json({ status: statuses.refused, msg });
}

/** What a client says on a socket: `username` and `time` are ignored, as the contract does. */
export interface SaidFrame {
  readonly room: string;
  readonly message: string;
}

/** @throws bad_request, invalid_arguments */
export function readFrame(frame: string | Uint8Array, hasRoom: boolean): SaidFrame {
  const value = parsed(typeof frame === "string" ? frame : new TextDecoder().decode(frame));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ParleyError("bad_request");
  const { message, room_identity: room } = value as Readonly<Record<string, unknown>>;
  if (hasRoom && (typeof room !== "string" || room === "")) throw missing("room_identity");
  if (typeof message !== "string" || message.trim() === "") throw missing("message");
  return { room: hasRoom ? String(room) : "", message };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    assertPlainJson(value);
    return value;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof RangeError) throw new ParleyError("bad_request");
    throw cause;
  }
}

function missing(name: string): ParleyError {
  return new ParleyError("invalid_arguments", { details: { path: `/${name}` } });
}

/** A message on its way to clients: the four keys, `room_identity` empty in the lobby. */
export function messageFrame(
  room: string,
  { message, time, username }: { readonly message: string; readonly username: string; readonly time: string },
): string {
  return JSON.stringify({ room_identity: room, message, username, time });
}

export function refusalFrame(message: string): string {
  return JSON.stringify({ status: statuses.refused, message });
}

/** Writes times as `2006-01-02 15:04:05`, by the clocks of a time zone. */
export function createDateTimes(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone, hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  return (at) => format.format(at);
}

export function secondsOf(atMs: number): number {
  return Math.floor(atMs / 1_000);
}
