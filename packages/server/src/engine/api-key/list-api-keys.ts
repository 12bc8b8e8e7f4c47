import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { mayManageKeys } from "./api-key-policy.ts";

export const listApiKeys: ReadOperation<"apiKey.list"> = {
  kind: "read",
  async run({ reader }, actor, { userId = actor.userId }) {
    if (!mayManageKeys(actor, userId)) throw new ParleyError("forbidden");
    return { apiKeys: await reader.apiKeys.list(userId) };
  },
};
