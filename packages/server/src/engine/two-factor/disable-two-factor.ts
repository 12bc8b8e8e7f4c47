import { ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import { endSessions } from "../account/end-sessions.ts";
import { lockProved, provePassword } from "../account/prove-password.ts";
import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { notice, takeSecondFactor } from "./take-second-factor.ts";

export const disableTwoFactor = writeOperation<"twoFactor.disable", StoredUser>({
  prepare: (context, { userId }, { password }) => provePassword(context, userId, password),
  async run(context, { userId, sessionId }, { code }, proved) {
    const { tx, ports } = context;
    const user = await lockProved(tx, proved);
    const factor = await takeSecondFactor(context, user, code);
    if (factor instanceof ParleyError) return factor;
    await tx.secondFactors.remove(userId);
    await endSessions(tx, userId, ports.clock.now(), "account_changed", sessionId);
    await sendNotice(tx, ports, userId, notice("second_factor_off", user));
    return {};
  },
});
