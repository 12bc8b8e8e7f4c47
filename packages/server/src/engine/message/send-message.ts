import { ParleyError } from "@parley/protocol";
import { acceptMessage } from "../contact/accept-message.ts";
import type { AppendOperation } from "../operation.ts";
import { contentText } from "./content.ts";

/** Of a digest what a JavaScript number and both databases keep exactly. Of SHA-256, so that every version agrees. */
const digestBytes = 6;

function digestOf(body: string): number {
  return Buffer.from(Bun.SHA256.hash(body).buffer).readUIntBE(0, digestBytes);
}

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
  async decide({ tx, ports }, actor, message) {
    const { conversationId, id } = message;
    // A repetition is answered as before, whatever the rules say by now (MSG-2).
    const known = await tx.log.findMessage(conversationId, id);
    if (known === null) await acceptMessage(tx, ports, actor, conversationId);
    return tx.log.appendAccepted(message);
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
