import { limits, ParleyError } from "@parley/protocol";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";
import type { ScheduledCursor } from "../ports/store-scheduled-messages.ts";
import { publicScheduled } from "./scheduled-message.ts";

export const listScheduledMessages: ReadOperation<"message.listScheduled"> = {
  kind: "read",
  async run({ reader }, { userId }, { after, limit = limits.scheduledMessagesMax }) {
    const from = after === undefined ? null : readCursor(after);
    const page = await reader.scheduledMessages.page(userId, from, limit + 1);
    const texts = page.slice(0, limit).map((stored) => JSON.stringify(publicScheduled(stored)));
    const fitting = fitFromStart(texts);
    const last = fitting.length < page.length ? page[fitting.length - 1] : undefined;
    const next = last === undefined ? "null" : `"${last.sendAt}.${last.conversationId}.${last.id}"`;
    return new EncodedResult(`{"scheduled":[${fitting.join(",")}],"next":${next}}`);
  },
};

function readCursor(text: string): ScheduledCursor {
  const match = /^([0-9]{1,15})\.([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(text);
  if (match === null) throw new ParleyError("invalid_arguments", { details: { path: "/after" } });
  return { sendAt: Number(match[1]), conversationId: Number(match[2]), id: match[3] ?? "" };
}
