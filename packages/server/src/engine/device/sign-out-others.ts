import { endSessions } from "../account/end-sessions.ts";
import type { WriteOperation } from "../operation.ts";

export const signOutOthers: WriteOperation<"device.signOutOthers"> = {
  kind: "write",
  async run({ tx, ports }, actor) {
    await tx.users.lock(actor.userId);
    await endSessions(tx, actor.userId, ports.clock.now(), "signed_out_elsewhere", actor.sessionId);
    return {};
  },
};
