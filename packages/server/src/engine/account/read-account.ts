import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { publicUser } from "./open-session.ts";

export const readAccount: ReadOperation<"account.me"> = {
  kind: "read",
  async run({ reader }, actor) {
    const account = await reader.profiles.account(actor.userId);
    if (account === null) throw new ParleyError("not_found");
    // The user first: `hello` takes it from the front of the text.
    return { user: publicUser(account), account };
  },
};
