import type { WriteOperation } from "../operation.ts";

export const logOut: WriteOperation<"account.logout"> = {
  kind: "write",
  async run({ tx, ports }, actor) {
    const endedAt = ports.clock.now();
    if (await tx.sessions.end(actor.sessionId, endedAt)) {
      tx.endSession({ sessionId: actor.sessionId, userId: actor.userId, endedAt });
    }
    return {};
  },
};
