import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { sendNotice } from "./account-notice.ts";
import { endSessions } from "./end-sessions.ts";
import { assertGoodPassword } from "./good-password.ts";
import { lockProved, provePassword } from "./prove-password.ts";

interface Proved {
  readonly user: StoredUser;
  readonly passwordHash: string;
}

export const changePassword = writeOperation<"account.changePassword", Proved>({
  async prepare(context, actor, { oldPassword, newPassword }) {
    const { passwords } = context.ports;
    const user = await provePassword(context, actor.userId, oldPassword);
    if (context.passwordCharsMin === undefined) {
      await assertGoodPassword(passwords, newPassword, "/newPassword", [user.username]);
    }
    return { user, passwordHash: await passwords.hash(newPassword) };
  },
  async run({ tx, ports }, actor, _args, { user, passwordHash }) {
    const { username } = await lockProved(tx, user);
    await tx.accounts.setPasswordHash(user.id, passwordHash);
    await endSessions(tx, user.id, ports.clock.now(), "password_changed", actor.sessionId);
    await sendNotice(tx, ports, user.id, { kind: "password_changed", username });
    return {};
  },
});
