import { type Content, type ParamsOf, ParleyError, type RequestedExtras } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { answerLater } from "../auto-answer/answer-later.ts";
import { findCommand, mayBeCommand } from "../bot/find-command.ts";
import { acceptMessage } from "../contact/accept-message.ts";
import { acceptGroupMessage } from "../group/accept-group-message.ts";
import type { AppendOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import { flagMessage } from "../screening/flag-message.ts";
import { screenContent } from "../screening/screening.ts";
import { askHook } from "../screening/send-hook.ts";
import { type CheckedContent, checkContent, needsLook, showMedia } from "./check-content.ts";
import { checkExtras } from "./check-extras.ts";
import { contentText, digestOf, digestText } from "./content.ts";
import { contentRefusal } from "./content-policy.ts";
import { noteExpiry } from "./note-expiry.ts";

export const sendMessage: AppendOperation<"message.send"> = {
  kind: "append",
  ask: (ports, { userId }, { conversationId, id, content }) =>
    ports.options.sendHookUrl === ""
      ? null
      : askHook(ports, { kind: "send", userId, conversationId, id, content }),
  prepare(ports, actor, args, asked = args.content) {
    const refusal = contentRefusal(asked as Content, args.mentions);
    if (refusal !== null) throw refusal;
    const { content, isFlagged } = screenContent(ports.wordScreen, asked as Content);
    const body = contentText(content);
    const requested = requestedOf(args);
    // What was asked for tells a repetition, whatever was made of it (MSG-2).
    const written = content === args.content ? body : contentText(args.content);
    const isLookedAt = needsLook(content) || mayBeCommand(content) || isFlagged;
    const looked = requested ?? (isLookedAt ? {} : undefined);
    return {
      conversationId: args.conversationId,
      senderId: actor.userId,
      id: args.id,
      sentAt: ports.clock.now(),
      body,
      digest: digestOf(digestText(written, requested)),
      ...(looked === undefined ? {} : { requested: looked }),
      ...(isFlagged ? { isFlagged } : {}),
    };
  },
  async decide(context, actor, message) {
    const { tx, ports } = context;
    const { conversationId, id } = message;
    // A repetition is answered as before, whatever the rules say by now (MSG-2).
    const known = await tx.log.findMessage(conversationId, id);
    const content = known === null ? await checkContent(tx, actor, message) : unchanged(message);
    const checked = {
      ...(known === null ? await withExtras(tx, actor, message) : message),
      body: content.body,
    };
    // Who is here only for what was asked for besides, or for what the content names, writes freely.
    const unruled = await tx.log.appendUnruled(checked);
    if (unruled.status === "sent") {
      await showMedia(context, message, content.mediaIds);
      await noteExpiry(tx, message, unruled);
    }
    if (unruled.status === "sent" && message.isFlagged) await flagMessage(tx, message);
    if (unruled.status !== "ruled") return unruled;
    const group = await tx.groups.find(conversationId);
    if (known === null) {
      if (group === null) await acceptMessage(tx, ports, actor, conversationId);
      else await acceptGroupMessage(tx, ports, actor, group);
    }
    const outcome = await tx.log.appendAccepted(checked);
    if (outcome.status !== "sent") return outcome;
    await showMedia(context, message, content.mediaIds);
    await noteExpiry(tx, message, outcome);
    if (message.isFlagged === true) await flagMessage(tx, message);
    if (group === null) await answerLater(context, message);
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
        throw new Error("the rules were not asked");
    }
  },
};

/** Of a repetition what was asked for is compared, and nothing is looked at again. */
function unchanged({ body }: AppendMessage): CheckedContent {
  return { body, mediaIds: [] };
}

/** What is asked for besides the content, its unknown fields left out; mostly nothing. */
function requestedOf({
  replyTo,
  mentions,
  mentionsAll,
  isSilent,
  expire,
}: ParamsOf<"message.send">): RequestedExtras | undefined {
  const requested: RequestedExtras = {
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(mentionsAll === true ? { mentionsAll } : {}),
    ...(isSilent === true ? { isSilent } : {}),
    ...(expire === undefined ? {} : { expire: { afterMs: expire.afterMs, from: expire.from } }),
  };
  return Object.keys(requested).length === 0 ? undefined : requested;
}

async function withExtras(tx: Transaction, actor: UserActor, message: AppendMessage): Promise<AppendMessage> {
  const { requested } = message;
  if (requested === undefined) return message;
  const command = await findCommand(tx, message);
  if (command === null && Object.keys(requested).length === 0) return message;
  const extra = await checkExtras(tx, actor, message.conversationId, requested);
  return { ...message, extra: command === null ? extra : JSON.stringify({ ...JSON.parse(extra), command }) };
}
