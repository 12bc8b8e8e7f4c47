import type { WriteOperation } from "../operation.ts";

export const logOut: WriteOperation<"account.logout"> = {
  kind: "write",
  async run({ tx, ports }, actor) {
    const endedAt = ports.clock.now();
    await tx.sessions.end(actor.sessionId, endedAt);
    // Told even if it was ended before: that commit may have failed to tell it.
    tx.endSession({ sessionId: actor.sessionId, userId: actor.userId, endedAt });
    return {};
  },
};
