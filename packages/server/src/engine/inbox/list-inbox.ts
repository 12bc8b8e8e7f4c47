import { limits, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import type { InboxPosition } from "../ports/store-conversations.ts";
import { inboxFields } from "./inbox-fields.ts";

export const listInbox: ReadOperation<"inbox.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? limits.inboxPageDefault;
    const before = args.before === undefined ? null : readPosition(args.before);
    const page = await reader.inbox.page(actor.userId, before, limit + 1);
    const heads = page.heads.slice(0, limit);
    const last = page.heads.length > limit ? heads.at(-1)?.position : undefined;
    const next = last === undefined ? "null" : `"${last.lastActiveAt}.${last.conversationId}"`;
    return new EncodedResult(`{${await inboxFields(reader, heads, page.cursor)},"next":${next}}`);
  },
};

function readPosition(text: string): InboxPosition {
  const match = /^([0-9]{1,15})\.([0-9]{1,15})$/.exec(text);
  if (match === null) throw new ParleyError("invalid_arguments", { details: { path: "/before" } });
  return { lastActiveAt: Number(match[1]), conversationId: Number(match[2]) };
}
