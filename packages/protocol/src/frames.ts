/**
 * The envelope of the native protocol: JSON text frames on `/v1/connect`, one object or an array of objects each.
 * The first call of a connection is `hello`; it exists on the socket only.
 */
import { type Static, Type } from "typebox";
import type { WireError } from "./errors.ts";
import { limits } from "./limits.ts";
import { count, time } from "./model/scalars.ts";
import { device, user } from "./model/user.ts";
import type { PushFrame } from "./pushes.ts";

/** Client's own number of a call; its reply carries it. */
export const callId = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** A call as it comes in. `args` is checked against the operation afterwards. */
export interface CallFrame {
  id: number;
  op: string;
  args?: unknown;
}

export type ReplyFrame = { id: number; ok: unknown } | { id: number | null; error: WireError };
export type ServerFrame = ReplyFrame | PushFrame;

export const helloParams = Type.Object({
  token: Type.String({ minLength: 1, maxLength: limits.tokenBytesMax, description: "Access token." }),
  protocol: Type.Integer({ minimum: 1, description: "Protocol version the client speaks." }),
  device: Type.Optional(device),
});
export type HelloParams = Static<typeof helloParams>;

export const helloResult = Type.Object({
  user,
  window: count("Calls that may wait for their reply at a time."),
  epoch: Type.String({ description: "Changes when history was restored: forget every cursor." }),
  serverTime: time("Server's clock."),
});
export type HelloResult = Static<typeof helloResult>;
