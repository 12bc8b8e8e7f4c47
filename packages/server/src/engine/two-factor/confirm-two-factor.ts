import { ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import { endSessions } from "../account/end-sessions.ts";
import type { WriteOperation } from "../operation.ts";
import { createRecoveryCodes, notice, takeFirstCode } from "./take-second-factor.ts";

export const confirmTwoFactor: WriteOperation<"twoFactor.confirm"> = {
  kind: "write",
  async run(context, { userId, sessionId }, { code }) {
    const { tx, ports } = context;
    const user = await tx.users.lock(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("not_found");
    const factor = await takeFirstCode(context, user, code);
    if (factor instanceof ParleyError) return factor;
    const now = ports.clock.now();
    const { codes, digests } = createRecoveryCodes(ports, userId);
    await tx.secondFactors.put(userId, { ...factor, recoveryDigests: digests, confirmedAt: now });
    await endSessions(tx, userId, now, "account_changed", sessionId);
    await sendNotice(tx, ports, userId, notice("second_factor_on", user));
    return { recoveryCodes: codes };
  },
};
