import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import { takeRenameTurn } from "./attempt-limits.ts";
import { publicUser } from "./open-session.ts";
import { tellAccountChange } from "./tell-account-change.ts";

export const changeUsername = writeOperation<"account.changeUsername", undefined>({
  async prepare({ ports }, { userId }) {
    takeRenameTurn(ports, userId);
    return undefined;
  },
  async run({ tx, ports }, { userId }, { username }) {
    const user = await tx.users.lock(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("unauthenticated");
    if (user.username === username) return { user: publicUser(user) };
    const isSet = await tx.credentials.setUsername(userId, username, nameKey(username));
    if (!isSet) throw new ParleyError("username_taken");
    await tellAccountChange(tx, ports, userId, "looks");
    return { user: publicUser({ ...user, username }) };
  },
});
