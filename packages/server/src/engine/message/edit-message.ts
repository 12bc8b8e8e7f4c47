import { limits, type MessageContent, ParleyError, type TextContent } from "@parley/protocol";
import { erasePreview } from "../link-preview/erase-preview.ts";
import { writeOperation } from "../operation.ts";
import { flagMessage } from "../screening/flag-message.ts";
import { screenContent } from "../screening/screening.ts";
import { askHook } from "../screening/send-hook.ts";
import { acceptChange } from "./accept-change.ts";
import { accessMessage } from "./access-message.ts";
import { contentRefusal } from "./content-policy.ts";
import { editedBody, writtenBy } from "./edited-content.ts";
import { extrasOf, extraText } from "./message-extra.ts";
import { editRefusal } from "./message-policy.ts";

/** Null: nothing is written any more. */
type Written = TextContent | null;

export const editMessage = writeOperation<"message.edit", Written>({
  async prepare({ ports }, { userId }, { conversationId, id, content: edit }) {
    const content = writtenBy(edit);
    if (content === null || ports.options.sendHookUrl === "") return content;
    return (await askHook(ports, { kind: "edit", userId, conversationId, id, content })) as TextContent;
  },
  async run({ tx, ports }, actor, { conversationId, id, content: edit }, asked) {
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    const now = ports.clock.now();
    const { seq, rev: messageRev, body, sentAt } = message;
    if (body === null) throw new ParleyError("not_found");
    const { clientNote: _, linkPreview, ...extras } = extrasOf(message);
    const refusal = editRefusal({
      ...{ isAuthor: message.senderId === actor.userId, isForwarded: extras.forwarded !== undefined },
      ...{ kind: (JSON.parse(body) as MessageContent).type, edit: edit.type, sentAt, now },
    });
    if (refusal !== null) throw new ParleyError(refusal);
    const screened = asked === null ? null : screenContent(ports.wordScreen, asked);
    const written = (screened?.content ?? null) as Written;
    const wrong = written === null ? null : contentRefusal(written, extras.mentions);
    if (wrong !== null) throw wrong;
    const edited = editedBody(body, edit.type, written);
    const edits = await tx.messageEdits.list(conversationId, messageRev);
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
    if (linkPreview !== undefined) await erasePreview(tx, { conversationId, id, seq }, linkPreview, now);
    await tx.log.setExtra(conversationId, messageRev, extraText({ ...extras, editedAt: now }));
    if (screened?.isFlagged === true) await flagMessage(tx, { conversationId, id, sentAt: now });
    return { rev };
  },
});
