import { ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import { lockProved, provePassword } from "../account/prove-password.ts";
import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { refuseWithoutFactor } from "../two-factor/take-second-factor.ts";
import { openIdName } from "./open-id-name.ts";

/** Who has a password can still come in; who has none does not get here (OIDC-8). */
export const unlinkOidc = writeOperation<"oidc.unlink", StoredUser>({
  prepare: (context, { userId }, { password }) => provePassword(context, userId, password),
  async run(context, { userId }, { issuer, secondFactor }, proved) {
    const { tx, ports } = context;
    const user = await lockProved(tx, proved);
    const refusal = await refuseWithoutFactor(context, user, secondFactor);
    if (refusal !== null) return refusal;
    // Returned, so that a code of the second factor that was used up stays so.
    if (!(await tx.identities.remove(userId, issuer))) return new ParleyError("not_found");
    const provider = (issuer === ports.openId.issuer ? openIdName(ports) : null) ?? issuer;
    await sendNotice(tx, ports, userId, { kind: "identity_unlinked", username: user.username, provider });
    return {};
  },
});
