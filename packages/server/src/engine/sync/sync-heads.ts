import { ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import { inboxFields } from "../inbox/inbox-fields.ts";
import type { ReadOperation } from "../operation.ts";

export const syncHeads: ReadOperation<"sync.heads"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const page = await reader.inbox.changedSince(actor.userId, args.since ?? null);
    if (page === null) throw new ParleyError("invalid_arguments", { details: { path: "/since" } });
    return new EncodedResult(`{${await inboxFields(reader, page.heads, page.cursor)}}`);
  },
};
