import { ParleyError } from "@parley/protocol";
import { endSessions } from "../account/end-sessions.ts";
import { openSession } from "../account/open-session.ts";
import { checkApplicant, keepProvedEmail, takeProofs } from "../account/registration-proofs.ts";
import { tellAccountChange } from "../account/tell-account-change.ts";
import { writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import { sortKey } from "../user/sort-key.ts";

interface Prepared {
  readonly passwordHash: string;
}

export const upgradeGuest = writeOperation<"guest.upgrade", Prepared>({
  prepare: (context, _actor, args) => checkApplicant(context, args),
  async run(context, actor, args, { passwordHash }) {
    const { tx, ports } = context;
    const { username } = args;
    const guest = await tx.users.lock(actor.userId);
    // Of two upgrades at once the second finds an account, whose sessions have just been ended.
    if (guest?.isEnabled !== true || guest.role !== "guest") throw new ParleyError("unauthenticated");
    const refusal = await takeProofs(context, args);
    if (refusal !== null) return refusal;
    if (!(await tx.credentials.setUsername(guest.id, username, nameKey(username)))) {
      throw new ParleyError("username_taken");
    }
    const hasOwnNickname = guest.nickname !== guest.username;
    const nickname = args.nickname?.trim() ?? (hasOwnNickname ? guest.nickname : username);
    await tx.guests.becomeUser(guest.id, {
      ...{ nickname, nicknameKey: nameKey(nickname), sortKey: await sortKey(nickname) },
      passwordHash,
    });
    await keepProvedEmail(context, guest.id, args.email);
    await tellAccountChange(tx, ports, guest.id, "looks");
    // Their tokens say guest; and who has the secret only is not let in any more.
    await endSessions(tx, guest.id, ports.clock.now(), "account_changed");
    return openSession(context, guest, args.device);
  },
});
