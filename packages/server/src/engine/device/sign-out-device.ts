import { ParleyError } from "@parley/protocol";
import { endSession } from "../account/end-sessions.ts";
import { tellAccessChange } from "../account/tell-access-change.ts";
import type { WriteOperation } from "../operation.ts";

export const signOutDevice: WriteOperation<"device.signOut"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    const session = await tx.sessions.find(args.sessionId);
    // Another one's session, an ended one and none at all are alike (CALL-7).
    const isOwn = session !== null && session.userId === actor.userId && session.endedAt === null;
    if (!isOwn) throw new ParleyError("not_found");
    const reason = session.id === actor.sessionId ? "signed_out" : "signed_out_elsewhere";
    await endSession(tx, session, ports.clock.now(), reason);
    tellAccessChange(tx, actor.userId);
    return {};
  },
};
