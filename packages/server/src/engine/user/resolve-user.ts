import { ParleyError } from "@parley/protocol";
import { publicUser } from "../account/open-session.ts";
import type { ReadOperation } from "../operation.ts";
import { userOfCode } from "./user-link.ts";

export const resolveUser: ReadOperation<"user.resolve"> = {
  kind: "read",
  async run(context, _actor, { code }) {
    const userId = await userOfCode(context, code);
    const user = userId === null ? null : await context.reader.users.find(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("not_found");
    return { user: publicUser(user) };
  },
};
