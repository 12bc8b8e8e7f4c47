import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { openSession } from "./open-session.ts";

export const logIn = writeOperation<"account.login", StoredUser>({
  async prepare({ reader, ports }, _actor, args) {
    const user = await reader.users.findByUsernameKey(nameKey(args.username));
    const isRight = await ports.passwords.verify(args.password, user?.passwordHash ?? null);
    if (user === null || !isRight || !user.isEnabled) throw new ParleyError("credentials_invalid");
    return user;
  },
  async run(context, _actor, args, verified) {
    const user = await context.tx.users.lock(verified.id);
    const isUnchanged = user?.isEnabled === true && user.passwordHash === verified.passwordHash;
    if (!isUnchanged) throw new ParleyError("credentials_invalid");
    return openSession(context, user, args.device);
  },
});
