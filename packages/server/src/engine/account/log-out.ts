import type { WriteOperation } from "../operation.ts";
import { endSession } from "./end-sessions.ts";
import { tellAccessChange } from "./tell-access-change.ts";

export const logOut: WriteOperation<"account.logout"> = {
  kind: "write",
  async run({ tx, ports }, actor) {
    const session = { id: actor.sessionId, userId: actor.userId };
    await endSession(tx, session, ports.clock.now(), "signed_out");
    tellAccessChange(tx, actor.userId);
    return {};
  },
};
