import { createComplaint } from "../complaint/create-complaint.ts";
import type { WriteOperation } from "../operation.ts";

export const reportMessage: WriteOperation<"message.report"> = {
  kind: "write",
  run(context, actor, { conversationId, id, reason, text }) {
    const target = { kind: "message", conversationId, id } as const;
    const complaint = { target, reason, ...(text === undefined ? {} : { text }) };
    return createComplaint.run(context, actor, complaint, undefined);
  },
};
