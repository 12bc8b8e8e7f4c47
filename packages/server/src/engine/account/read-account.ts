import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { publicUser } from "./open-session.ts";

export const readAccount: ReadOperation<"account.me"> = {
  kind: "read",
  async run({ reader }, actor) {
    const user = await reader.users.find(actor.userId);
    if (user === null || !user.isEnabled) throw new ParleyError("not_found");
    // Others choose theirs in their settings.
    const language = actor.role === "guest" ? await reader.guests.language(user.id) : null;
    return { user: publicUser(user), ...(language === null ? {} : { language }) };
  },
};
