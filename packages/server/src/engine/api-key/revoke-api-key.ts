import { ParleyError } from "@parley/protocol";
import { endSession } from "../account/end-sessions.ts";
import { tellAccessChange } from "../account/tell-access-change.ts";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import type { WriteOperation } from "../operation.ts";
import { mayManageKeys } from "./api-key-policy.ts";

export const revokeApiKey: WriteOperation<"apiKey.revoke"> = {
  kind: "write",
  async run(context, actor, { id }) {
    const { tx, ports } = context;
    const key = await tx.apiKeys.find(id);
    // Another one's key and none at all are alike (CALL-7).
    if (key === null || !mayManageKeys(actor, key.userId)) throw new ParleyError("not_found");
    if (key.userId !== actor.userId) await assertAdmin(context, actor);
    const now = ports.clock.now();
    await tx.apiKeys.revoke(id, now);
    await endSession(tx, key, now, "key_revoked");
    tellAccessChange(tx, key.userId);
    if (key.userId !== actor.userId) {
      const details = { apiKeyId: id, name: key.name };
      await noteAct(context, actor, "apiKey.revoke", { targetKind: "user", targetId: key.userId, details });
    }
    return {};
  },
};
