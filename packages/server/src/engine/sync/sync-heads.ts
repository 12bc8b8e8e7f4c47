import { limits, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import { inboxFields } from "../inbox/inbox-fields.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";

export const syncHeads: ReadOperation<"sync.heads"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? limits.inboxPageDefault;
    const page = await reader.inbox.changedSince(actor.userId, args.since ?? null, limit + 1);
    if (page === null) throw new ParleyError("invalid_arguments", { details: { path: "/since" } });
    const most = page.heads.slice(0, limit);
    const heads = most.slice(0, fitFromStart(most.map((head) => head.text)).length);
    const hasMore = heads.length < page.heads.length;
    const cursor = (hasMore ? heads.at(-1)?.cursor : undefined) ?? page.cursor;
    return new EncodedResult(`{${await inboxFields(reader, heads, cursor)},"hasMore":${hasMore}}`);
  },
};
