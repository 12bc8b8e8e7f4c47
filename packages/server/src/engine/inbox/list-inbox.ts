import { limits, type ParamsOf, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import type { InboxFilter, InboxPosition } from "../ports/store-conversations.ts";
import { inboxFields } from "./inbox-fields.ts";

export const listInbox: ReadOperation<"inbox.list"> = {
  kind: "read",
  async run({ reader, ports }, actor, args) {
    const limit = args.limit ?? limits.inboxPageDefault;
    const before = args.before === undefined ? null : readPosition(args.before);
    const filter = filterOf(args, ports);
    const page = await reader.inbox.page(actor.userId, before, limit + 1, filter);
    const heads = page.heads.slice(0, limit);
    const last = page.heads.length > limit ? heads.at(-1)?.position : undefined;
    const next = last === undefined ? "null" : `"${positionText(last)}"`;
    return new EncodedResult(`{${await inboxFields(reader, heads, page.cursor)},"next":${next}}`);
  },
};

function filterOf(
  { filter, folderId }: ParamsOf<"inbox.list">,
  ports: { readonly clock: { now(): number } },
): InboxFilter | undefined {
  if (filter === undefined && folderId === undefined) return undefined;
  return {
    now: ports.clock.now(),
    ...(filter === undefined ? {} : { is: filter }),
    ...(folderId === undefined ? {} : { folderId }),
  };
}

function positionText({ isPinned, lastActiveAt, conversationId }: InboxPosition): string {
  return `${Number(isPinned)}.${lastActiveAt}.${conversationId}`;
}

function readPosition(text: string): InboxPosition {
  const match = /^([01])\.([0-9]{1,15})\.([0-9]{1,15})$/.exec(text);
  if (match === null) throw new ParleyError("invalid_arguments", { details: { path: "/before" } });
  return { isPinned: match[1] === "1", lastActiveAt: Number(match[2]), conversationId: Number(match[3]) };
}
