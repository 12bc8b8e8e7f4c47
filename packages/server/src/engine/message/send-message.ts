import { type Content, type ParamsOf, ParleyError, type RequestedExtras } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { findCommand, mayBeCommand } from "../bot/find-command.ts";
import type { AppendOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import { screenContent } from "../screening/screening.ts";
import { askHook } from "../screening/send-hook.ts";
import { appendByRules, toldOutcome } from "./append-by-rules.ts";
import { type CheckedContent, checkContent, needsLook } from "./check-content.ts";
import { checkExtras } from "./check-extras.ts";
import { contentText, digestOf, digestText } from "./content.ts";
import { contentRefusal } from "./content-policy.ts";

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
    if (content.type === "stream" && actor.role !== "bot") throw new ParleyError("forbidden");
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
    const { tx } = context;
    const { conversationId, id } = message;
    // A repetition is answered as before, whatever the rules say by now (MSG-2).
    const known = await tx.log.findMessage(conversationId, id);
    const content = known === null ? await checkContent(tx, actor, message) : unchanged(message);
    const checked = {
      ...(known === null ? await withExtras(tx, actor, message) : message),
      body: content.body,
    };
    // Who is here only for what was asked for besides, or for what the content names, writes freely.
    return appendByRules(context, actor, checked, { ...content, isKnown: known !== null });
  },
  finish: toldOutcome,
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
  clientNote,
  hasNoPreview,
}: ParamsOf<"message.send">): RequestedExtras | undefined {
  const requested: RequestedExtras = {
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(mentionsAll === true ? { mentionsAll } : {}),
    ...(isSilent === true ? { isSilent } : {}),
    ...(expire === undefined ? {} : { expire: { afterMs: expire.afterMs, from: expire.from } }),
    ...(clientNote === undefined ? {} : { clientNote }),
    ...(hasNoPreview === true ? { hasNoPreview } : {}),
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
