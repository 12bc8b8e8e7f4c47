import { ParleyError } from "@parley/protocol";
import type { AppendOperation } from "../operation.ts";
import { contentText } from "./content.ts";

/** Bits a JavaScript number and both databases keep exactly. */
const digestMask = (1n << 52n) - 1n;

export const sendMessage: AppendOperation<"message.send"> = {
  kind: "append",
  prepare(ports, actor, args) {
    const body = contentText(args.content);
    return {
      conversationId: args.conversationId,
      senderId: actor.userId,
      id: args.id,
      sentAt: ports.clock.now(),
      body,
      digest: Number(BigInt(Bun.hash(body)) & digestMask),
    };
  },
  finish(outcome) {
    switch (outcome.status) {
      case "sent":
      case "repeated":
        return { rev: outcome.rev, seq: outcome.seq, sentAt: outcome.sentAt };
      case "conflict":
        throw new ParleyError("conflict", {
          message: "This id was used for another message of the conversation.",
        });
      case "not_a_member":
        throw new ParleyError("not_found");
      case "not_allowed":
        throw new ParleyError("forbidden");
    }
  },
};
