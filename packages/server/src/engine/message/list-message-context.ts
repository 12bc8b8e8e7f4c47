import { limits, type ParamsOf, ParleyError } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromEnd, fitFromStart } from "../page-budget.ts";
import type { Reader } from "../ports/store.ts";
import { withoutHidden } from "./hidden-messages.ts";
import { quotedField } from "./quoted-messages.ts";

export const listMessageContext: ReadOperation<"message.context"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const { conversationId } = args;
    const member = await accessMembership(reader, actor, conversationId);
    const seq = await numberOf(reader, args);
    if (seq <= member.firstSeq || seq > member.lastSeq) throw new ParleyError("not_found");
    const limit = args.limit ?? limits.messagePageDefault;
    const afterSeq = Math.max(member.firstSeq, seq - 1 - Math.floor((limit - 1) / 2));
    const page = await reader.log.page(conversationId, {
      ...{ beforeSeq: null, afterSeq, limit, visible: member },
    });
    const texts = await withoutHidden(reader, member, page);
    const place = seq - afterSeq - 1;
    // Each half has half of a page's bytes, so that the message itself is in it, whatever is around it.
    const half = limits.pageBytesMax / 2;
    const fitting = [...fitFromEnd(texts.slice(0, place), half), ...fitFromStart(texts.slice(place), half)];
    const quoted = await quotedField(reader, member, fitting);
    return new EncodedResult(`{"seq":${seq},"messages":[${fitting.join(",")}]${quoted}}`);
  },
};

async function numberOf(
  reader: Reader,
  { conversationId, seq, id }: ParamsOf<"message.context">,
): Promise<number> {
  if (seq !== undefined) return seq;
  if (id === undefined) throw new ParleyError("invalid_arguments", { details: { path: "/seq" } });
  const message = await reader.log.findMessage(conversationId, id);
  if (message === null) throw new ParleyError("not_found");
  return message.seq;
}
