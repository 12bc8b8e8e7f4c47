import type { Static, TObject, TSchema } from "typebox";
import type { ErrorCode } from "./errors.ts";
import type { UserRole } from "./model/user.ts";

/**
 * One operation of the API. From this declaration come the socket call, the HTTP route `POST /v1/<name>`,
 * validation, OpenAPI, AsyncAPI, the SDK's typed call and the reference page.
 */
export interface Method<P extends TObject = TObject, R extends TSchema = TSchema> {
  /** Wire name, noun first: `message.recall`. */
  readonly name: string;
  /** One sentence for the reference. */
  readonly summary: string;
  /** `anyone` needs no token; otherwise the roles that may call it. */
  readonly callers: "anyone" | readonly UserRole[];
  /** `write` runs in the writer's transaction, `read` on a snapshot, `live` is a read whose answer also changes what this connection is told. */
  readonly kind: "write" | "read" | "live";
  readonly params: P;
  readonly result: R;
  /** The codes of its own that it may answer, besides those every operation may (see `commonErrors`). */
  readonly errors: readonly ErrorCode[];
  /** Token bucket per caller (user, or address when nobody is signed in). */
  readonly rate: { readonly perMinute: number; readonly burst: number };
}

/** Codes any operation may answer. */
export const commonErrors = [
  "bad_request",
  "invalid_arguments",
  "rate_limited",
  "busy",
  "unavailable",
  "internal",
] as const satisfies readonly ErrorCode[];

/** Everybody who has an account, guests included. */
export const everyUser = ["user", "guest", "bot", "admin"] as const satisfies readonly UserRole[];

export function defineMethod<const M extends Method>(method: M): M {
  return method;
}

/**
 * Something the server tells a connection. `event`: committed, in a conversation's log, carries `rev`.
 * `signal`: lossy, never stored. `connection`: about this connection itself.
 */
export interface Push<S extends TObject = TObject> {
  readonly name: string;
  readonly kind: "event" | "signal" | "connection";
  readonly summary: string;
  readonly body: S;
}

export function definePush<const P extends Push>(push: P): P {
  return push;
}

export type Params<M extends Method> = Static<M["params"]>;
export type Result<M extends Method> = Static<M["result"]>;
