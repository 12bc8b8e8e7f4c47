import { type ParamsOf, ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { accessMembership } from "./access-conversation.ts";
import { onlyNameOf } from "./only-name-of.ts";
import { publicConversation } from "./open-conversation.ts";

export const getConversation: ReadOperation<"conversation.get"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const id = await idOf(reader, args);
    if (id === null) throw new ParleyError("not_found");
    await accessMembership(reader, actor, id);
    const [stored, details] = await Promise.all([
      reader.conversations.find(id),
      reader.directory.details(id),
    ]);
    if (stored === null || details === null) throw new Error("a conversation with members is not there");
    return { conversation: publicConversation(stored), ...details };
  },
};

async function idOf({ directory }: Reader, args: ParamsOf<"conversation.get">): Promise<number | null> {
  const asked = onlyNameOf(args, ["conversationId", "uuid", "number"]);
  switch (asked) {
    case "uuid":
      return directory.findByUuid(args.uuid ?? "");
    case "number":
      return directory.findByNumber(args.number ?? "");
    default:
      return args.conversationId ?? null;
  }
}
