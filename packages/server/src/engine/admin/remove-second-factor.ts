import { ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import { endSessions } from "../account/end-sessions.ts";
import { notice } from "../two-factor/take-second-factor.ts";
import { accessOtherAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

export const removeSecondFactor = adminOperation("admin.removeSecondFactor", {
  async run({ tx, ports }, actor, { userId }) {
    const account = await accessOtherAccount(tx, actor, userId);
    if (!(await tx.secondFactors.remove(userId))) throw new ParleyError("not_found");
    await endSessions(tx, userId, ports.clock.now(), "account_changed");
    await sendNotice(tx, ports, userId, notice("second_factor_off", account));
    return { result: {}, targetKind: "user", targetId: userId };
  },
});
