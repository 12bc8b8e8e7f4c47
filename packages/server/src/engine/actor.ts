import type { UserRole } from "@parley/protocol";

/** Who calls: proved by an access token, or nobody in particular. Nothing in the arguments can change it (CALL-6). */
export type Actor = AnonymousActor | UserActor;

export interface AnonymousActor {
  readonly kind: "anonymous";
}

export interface UserActor {
  readonly kind: "user";
  readonly userId: number;
  readonly role: UserRole;
  /** Of an API key its id: it ends as a session does. */
  readonly sessionId: string;
  /** What an API key may be used for; a signed-in session has none and may everything. */
  readonly scopes?: readonly string[];
}

export const anonymous: AnonymousActor = { kind: "anonymous" };

/** Id of the system itself: the sender of notices. Nobody can sign in as it. */
export const systemUserId = 0;
