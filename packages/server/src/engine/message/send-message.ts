import { ParleyError } from "@parley/protocol";
import { answerLater } from "../auto-answer/answer-later.ts";
import { acceptMessage } from "../contact/accept-message.ts";
import type { AppendOperation } from "../operation.ts";
import { contentText, digestOf } from "./content.ts";

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
      digest: digestOf(body),
    };
  },
  async decide(context, actor, message) {
    const { tx, ports } = context;
    const { conversationId, id } = message;
    // A repetition is answered as before, whatever the rules say by now (MSG-2).
    const known = await tx.log.findMessage(conversationId, id);
    if (known === null) await acceptMessage(tx, ports, actor, conversationId);
    const outcome = await tx.log.appendAccepted(message);
    if (outcome.status === "sent") await answerLater(context, message);
    return outcome;
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
      case "ruled":
        throw new Error("the rules of contact were not asked");
    }
  },
};
