import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { endSession } from "./end-sessions.ts";
import { signedIn } from "./open-session.ts";
import { isLostAnswer } from "./session-policy.ts";
import { tellAccessChange } from "./tell-access-change.ts";

export const refreshSession: WriteOperation<"account.refresh"> = {
  kind: "write",
  async run({ tx, ports, address }, _actor, args) {
    const claim = ports.tokens.readRefresh(args.refreshToken);
    const session = claim === null ? null : await tx.sessions.find(claim.sessionId);
    const now = ports.clock.now();
    if (claim === null || session === null || session.endedAt !== null || session.expiresAt <= now) {
      throw new ParleyError("credentials_invalid");
    }
    const user = await tx.users.find(session.userId);
    if (user === null || !user.isEnabled) throw new ParleyError("credentials_invalid");
    const expiresAt = now + ports.options.refreshTokenTtlMs;
    // Before the session: users are held before what is theirs.
    await tx.activity.note([user.id], now);
    if (await tx.sessions.advance(session.id, claim.generation, now, expiresAt, address || null)) {
      return signedIn(ports, user, session.id, claim.generation + 1);
    }
    // Looked up again: somebody else with this token may have been faster by a moment.
    const current = await tx.sessions.find(session.id);
    if (current !== null && isLostAnswer(current, claim.generation, now)) {
      return signedIn(ports, user, session.id, current.generation);
    }
    // ACC-5: the token was used before, so two parties hold it. Returned, not thrown: the end must be committed.
    await endSession(tx, session, now, "token_reused");
    tellAccessChange(tx, session.userId);
    return new ParleyError("credentials_invalid");
  },
};
