import { ParleyError } from "@parley/protocol";
import { type PrepareContext, writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { sendNotice } from "./account-notice.ts";
import { type CodeOwner, emailKey, isCodeOpen, takeCode } from "./codes.ts";
import { lockProved, provePassword } from "./prove-password.ts";
import { tellAccountChange } from "./tell-account-change.ts";

export const bindEmail = writeOperation<"account.bindEmail", StoredUser>({
  async prepare(context, { userId }, { email, password }) {
    if (!(await isCodeOpen(context.reader, context.ports, codeOwner(userId, email)))) {
      throw new ParleyError("code_invalid");
    }
    return password === undefined ? proveNothing(context, userId) : provePassword(context, userId, password);
  },
  async run({ tx, ports }, { userId }, { email, code }, proved) {
    if (!(await takeCode(tx, ports, codeOwner(userId, email), code))) return new ParleyError("code_invalid");
    const user = await lockProved(tx, proved);
    const earlier = await tx.credentials.findAddress(userId);
    if (proved.passwordHash === null && earlier?.email != null) throw new ParleyError("credentials_invalid");
    const hasMoved = earlier?.email != null && emailKey(earlier.email) !== emailKey(email);
    if (hasMoved) await sendNotice(tx, ports, userId, { kind: "address_changed", username: user.username });
    if (!(await tx.credentials.setEmail(userId, email, emailKey(email)))) throw new ParleyError("conflict");
    await tellAccountChange(tx, ports, userId, "rest");
    return {};
  },
});

function codeOwner(userId: number, email: string): CodeOwner {
  return { purpose: "bind", email, userId };
}

/** An account with neither password nor address has nothing but its session to prove itself by (SEC-20). */
async function proveNothing({ reader }: PrepareContext, userId: number): Promise<StoredUser> {
  const user = await reader.users.find(userId);
  const address = await reader.credentials.findAddress(userId);
  if (user === null || user.passwordHash !== null || address?.email != null) {
    throw new ParleyError("credentials_invalid");
  }
  return user;
}
