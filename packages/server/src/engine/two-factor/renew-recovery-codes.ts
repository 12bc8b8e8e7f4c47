import { ParleyError } from "@parley/protocol";
import { lockProved, provePassword } from "../account/prove-password.ts";
import { tellAccessChange } from "../account/tell-access-change.ts";
import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { createRecoveryCodes, takeSecondFactor } from "./take-second-factor.ts";

export const renewRecoveryCodes = writeOperation<"twoFactor.renewCodes", StoredUser>({
  prepare: (context, { userId }, { password }) => provePassword(context, userId, password),
  async run(context, { userId }, { code }, proved) {
    const { tx, ports } = context;
    const user = await lockProved(tx, proved);
    const factor = await takeSecondFactor(context, user, code);
    if (factor instanceof ParleyError) return factor;
    const { codes, digests } = createRecoveryCodes(ports, userId);
    await tx.secondFactors.put(userId, { ...factor, recoveryDigests: digests });
    tellAccessChange(tx, userId);
    return { recoveryCodes: codes };
  },
});
