import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";

export const approveSignIn: WriteOperation<"signIn.approve"> = {
  kind: "write",
  async run({ tx, ports }, actor, { id }) {
    // Held, so that who ends all sessions at this moment finds the approval, or ends this session before it.
    await tx.users.lock(actor.userId);
    const session = await tx.sessions.find(actor.sessionId);
    if (session === null || session.endedAt !== null) throw new ParleyError("unauthenticated");
    const isAnswered = await tx.signInRequests.answer(id, "approved", actor.userId, ports.clock.now());
    if (!isAnswered) throw new ParleyError("not_found");
    return {};
  },
};
