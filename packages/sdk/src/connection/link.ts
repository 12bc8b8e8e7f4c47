/**
 * A link carries calls to the server and pushes from it; where the socket is (in this tab or in another) is its own
 * business. It knows the envelope, `hello` and `connection.*`, and nothing of messages. Invariant: between two
 * `onReady` every push is handed on once, in the order the server sent it.
 */
import type { HelloResult, PushFrame } from "@parley/protocol";
import type { ConnectionState, Readable } from "../api.ts";

/** `behind` is not the link's to know: it is online as soon as `hello` was accepted. */
export type LinkState = Exclude<ConnectionState, { status: "behind" }>;

export interface LinkHandlers {
  /** `hello` was accepted: pushes flow from now on, what was missed must be fetched. */
  onReady(hello: HelloResult): void;
  /** In the order they came; never `connection.*`. */
  onPushes(pushes: readonly PushFrame[]): void;
  /** Pushes were lost or held back: ask `sync.heads`. */
  onCatchUp(): void;
}

export interface Link {
  readonly state: Readable<LinkState>;
  /** Waits for the connection; rejects with a `ParleyError`. */
  call(op: string, args: unknown, timeoutMs: number): Promise<unknown>;
  /** Connect, and stay connected, until `stop`. */
  start(): void;
  stop(state: LinkState): void;
  /** Something suggests that the network is back, or that the socket is dead without saying so. */
  wake(): void;
  /** The machine has no network: a socket would stay open and silent. It is given up, and tried anew as after any loss. */
  loseNetwork(): void;
}

/** Where the link gets its access tokens. */
export interface Credentials {
  /**
   * A token to say `hello` with; `refused` is the one the server did not accept. Null: there is none and will be none
   * until somebody signs in. Rejects when it could not be had this time.
   */
  accessToken(refused: string | null): Promise<string | null>;
}

export const defaultCallTimeoutMs = 15_000;
