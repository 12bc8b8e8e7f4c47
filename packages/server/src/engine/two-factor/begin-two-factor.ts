import { ParleyError } from "@parley/protocol";
import { lockProved, provePassword } from "../account/prove-password.ts";
import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { otpauthUri } from "./otpauth-uri.ts";

export const beginTwoFactor = writeOperation<"twoFactor.begin", StoredUser>({
  prepare: (context, { userId }, { password }) => provePassword(context, userId, password),
  async run({ tx, ports }, _actor, _args, proved) {
    const user = await lockProved(tx, proved);
    const { secret, sealed } = ports.secondFactors.create(user.id);
    if (!(await tx.secondFactors.begin(user.id, sealed))) throw new ParleyError("conflict");
    return { secret, uri: otpauthUri(ports.options.serverName, user.username, secret) };
  },
});
