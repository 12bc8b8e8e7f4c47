import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import { sendNotice } from "./account-notice.ts";
import { type CodeOwner, emailKey, isCodeOpen, takeCode } from "./codes.ts";
import { endSessions } from "./end-sessions.ts";
import { assertGoodPassword } from "./good-password.ts";

export const resetPassword = writeOperation<"account.resetPassword", { passwordHash: string }>({
  async prepare({ reader, ports }, _actor, { email, newPassword }) {
    await assertGoodPassword(ports.passwords, newPassword, "/newPassword", [email]);
    if (!(await isCodeOpen(reader, ports, codeOwner(email)))) throw new ParleyError("code_invalid");
    return { passwordHash: await ports.passwords.hash(newPassword) };
  },
  async run({ tx, ports }, _actor, { email, code }, { passwordHash }) {
    if (!(await takeCode(tx, ports, codeOwner(email), code))) return new ParleyError("code_invalid");
    const known = await tx.credentials.findByEmail(emailKey(email));
    const user = known === null ? null : await tx.users.lock(known.id);
    if (user === null || !user.isEnabled) return new ParleyError("code_invalid");
    await tx.accounts.setPasswordHash(user.id, passwordHash);
    await endSessions(tx, user.id, ports.clock.now(), "password_changed");
    await sendNotice(tx, ports, user.id, { kind: "password_changed", username: user.username });
    return {};
  },
});

function codeOwner(email: string): CodeOwner {
  return { purpose: "reset", email, userId: null };
}
