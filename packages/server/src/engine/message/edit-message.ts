import { type Content, limits, ParleyError } from "@parley/protocol";
import { erasePreview } from "../link-preview/erase-preview.ts";
import { writeOperation } from "../operation.ts";
import { flagMessage } from "../screening/flag-message.ts";
import { screenContent } from "../screening/screening.ts";
import { askHook } from "../screening/send-hook.ts";
import { acceptChange } from "./accept-change.ts";
import { accessMessage } from "./access-message.ts";
import { contentText } from "./content.ts";
import { contentRefusal } from "./content-policy.ts";
import { extrasOf, extraText } from "./message-extra.ts";
import { editRefusal } from "./message-policy.ts";

export const editMessage = writeOperation<"message.edit", Content>({
  prepare: async ({ ports }, { userId }, { conversationId, id, content }) =>
    ports.options.sendHookUrl === ""
      ? content
      : askHook(ports, { kind: "edit", userId, conversationId, id, content }),
  async run({ tx, ports }, actor, { conversationId, id }, asked) {
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    const now = ports.clock.now();
    const { seq, rev: messageRev, body, sentAt } = message;
    const isAuthor = message.senderId === actor.userId;
    if (body === null) throw new ParleyError("not_found");
    const refusal = editRefusal({ isAuthor, kind: kindOf(body), sentAt, now });
    if (refusal !== null) throw new ParleyError(refusal);
    const { content, isFlagged } = screenContent(ports.wordScreen, asked);
    const wrong = contentRefusal(content, extrasOf(message).mentions);
    if (wrong !== null) throw wrong;
    const edits = await tx.messageEdits.list(conversationId, messageRev);
    const edited = contentText(content);
    // Asked again, as after a lost answer.
    if (edited === body) return { rev: edits.at(-1)?.rev ?? messageRev };
    await acceptChange(tx, ports, member);
    const { editsMax } = limits;
    if (edits.length >= editsMax) throw new ParleyError("limit_reached", { details: { editsMax } });
    const told = `{"seq":${seq},"id":"${id}","content":${edited}}`;
    const event = {
      conversationId,
      name: "message.edited",
      actorId: actor.userId,
      at: now,
      body: told,
    } as const;
    const { rev } = await tx.log.append(event);
    await tx.messageEdits.insert(conversationId, messageRev, { rev, body, at: now });
    await tx.log.setBody(conversationId, messageRev, edited);
    // What a client said of the first text is not true of another, nor what a page said that it linked to.
    const { clientNote: _, linkPreview, ...extras } = extrasOf(message);
    if (linkPreview !== undefined) await erasePreview(tx, { conversationId, id, seq }, linkPreview, now);
    const extra = extraText({ ...extras, editedAt: now });
    await tx.log.setExtra(conversationId, messageRev, extra);
    if (isFlagged) await flagMessage(tx, { conversationId, id, sentAt: now });
    return { rev };
  },
});

function kindOf(body: string): string {
  return (JSON.parse(body) as { readonly type: string }).type;
}
