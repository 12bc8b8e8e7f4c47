import { type MessageContent, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import type { WriteContext, WriteOperation } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { ForwardedMessage } from "../ports/store-contents.ts";
import type { StoredMessage } from "../ports/store-log.ts";
import { accessMessage } from "./access-message.ts";
import { type Appended, appendByRules, toldOutcome } from "./append-by-rules.ts";
import { digestOf } from "./content.ts";
import { mediaIdsOf } from "./content-media.ts";
import { forwardedContent } from "./forward-policy.ts";
import { extrasOf } from "./message-extra.ts";

/** A message as it is forwarded. */
interface Original {
  readonly message: StoredMessage;
  readonly content: MessageContent;
  /** Who wrote it first, and when: of one that was forwarded before, the first of all. */
  readonly from: { readonly senderId: number; readonly sentAt: number };
}

type Args = ParamsOf<"message.forward">;
type Sent = Appended & { readonly id: string };

export const forwardMessages: WriteOperation<"message.forward"> = {
  kind: "write",
  async run(context, actor, args) {
    const { conversationId, toConversationId, newIds, ids, isMerged = false } = args;
    if (newIds.length !== (isMerged ? 1 : ids.length) || new Set(newIds).size !== newIds.length) {
      throw wrong("/newIds");
    }
    const { tx } = context;
    await accessMembership(tx, actor, conversationId);
    await accessMembership(tx, actor, toConversationId);
    // In one order, because each is held: two forwards at once must not wait for each other.
    for (const id of [...new Set([conversationId, toConversationId])].sort((left, right) => left - right)) {
      await tx.conversations.hold(id);
    }
    const isRepeated = (await tx.log.findMessage(toConversationId, newIds[0] ?? "")) !== null;
    if (isMerged) return { sent: [await forwardAsOne(context, actor, args, isRepeated)] };
    const sent: Sent[] = [];
    for (const [index, id] of newIds.entries()) {
      const originalId = ids[index] ?? "";
      sent.push(await forwardOne(context, actor, args, { id, originalId, index, isRepeated }));
    }
    return { sent };
  },
};

interface Forward {
  readonly id: string;
  readonly originalId: string;
  readonly index: number;
  readonly isRepeated: boolean;
}

async function forwardOne(
  context: WriteContext,
  actor: UserActor,
  args: Args,
  { id, originalId, index, isRepeated }: Forward,
): Promise<Sent> {
  const digest = digestOf(`forward ${args.conversationId} ${originalId}`);
  const place = placeOf(context, actor, args, id);
  if (isRepeated) return { id, ...(await repeat(context, actor, { ...place, digest })) };
  const original = await accessOriginal(context.tx, actor, args, originalId, index);
  const { content, from } = original;
  const body = JSON.stringify(content);
  const message = { ...place, digest, body, extra: JSON.stringify({ forwarded: from }) };
  const inner = content.type === "forward" ? await innerOf(context.tx, args.conversationId, original) : [];
  const mediaIds = [...new Set([...mediaIdsOf(content), ...inner.flatMap(shownBy)])];
  const appended = toldOutcome(await appendByRules(context, actor, message, { mediaIds, isKnown: false }));
  if (inner.length > 0) {
    const { conversationId } = place;
    await context.tx.forwardedMessages.insert({ conversationId, rev: appended.rev, messageId: id }, inner);
  }
  return { id, ...appended };
}

async function forwardAsOne(
  context: WriteContext,
  actor: UserActor,
  args: Args,
  isRepeated: boolean,
): Promise<Sent> {
  const { conversationId, ids, newIds, title } = args;
  const [id = ""] = newIds;
  const place = placeOf(context, actor, args, id);
  const digest = digestOf(`forward ${conversationId} ${JSON.stringify([ids, title ?? null])}`);
  if (isRepeated) return { id, ...(await repeat(context, actor, { ...place, digest })) };
  const shown: ForwardedMessage[] = [];
  for (const [index, originalId] of ids.entries()) {
    const { content, from, message } = await accessOriginal(context.tx, actor, args, originalId, index);
    const origin = { originConversationId: conversationId, originRev: message.rev };
    shown.push({ place: index + 1, ...from, ...origin, body: JSON.stringify(content) });
  }
  const heading = title === undefined ? {} : { title };
  const body = JSON.stringify({ type: "forward", ...heading, count: shown.length });
  const mediaIds = [...new Set(shown.flatMap(shownBy))];
  const looked = { mediaIds, isKnown: false };
  const appended = toldOutcome(await appendByRules(context, actor, { ...place, digest, body }, looked));
  const at = { conversationId: place.conversationId, rev: appended.rev, messageId: id };
  await context.tx.forwardedMessages.insert(at, shown);
  return { id, ...appended };
}

function placeOf({ ports }: WriteContext, { userId }: UserActor, { toConversationId }: Args, id: string) {
  return { conversationId: toConversationId, senderId: userId, id, sentAt: ports.clock.now(), body: "" };
}

/** Answers the first time, or tells that the id was used for something else. */
async function repeat(
  context: WriteContext,
  actor: UserActor,
  message: ReturnType<typeof placeOf> & { readonly digest: number },
): Promise<Appended> {
  if ((await context.tx.log.findMessage(message.conversationId, message.id)) === null) {
    throw new ParleyError("conflict");
  }
  return toldOutcome(await appendByRules(context, actor, message, { mediaIds: [], isKnown: true }));
}

/** What the actor sees of it, as it can be forwarded. @throws not_found, invalid_arguments */
async function accessOriginal(
  tx: Transaction,
  actor: UserActor,
  { conversationId, isMerged = false }: Args,
  id: string,
  index: number,
): Promise<Original> {
  const { message } = await accessMessage(tx, actor, conversationId, id);
  const { seq, body, senderId, sentAt } = message;
  const hidden = await tx.hiddenMessages.between(actor.userId, conversationId, seq, seq);
  if (body === null || hidden.length > 0) throw new ParleyError("not_found");
  const extras = extrasOf(message);
  const content = forwardedContent(JSON.parse(body) as MessageContent, isMerged);
  // What erases itself would outlive that.
  if (content === null || "expire" in extras) throw wrong(`/ids/${index}`);
  return { message, content, from: extras.forwarded ?? { senderId, sentAt } };
}

/** What a message that is several shows, for the one that shows it too: where each is from stays. */
function innerOf(
  tx: Transaction,
  conversationId: number,
  { message }: Original,
): Promise<ForwardedMessage[]> {
  return tx.forwardedMessages.hold(conversationId, message.rev);
}

function shownBy({ body }: ForwardedMessage): readonly string[] {
  return body === null ? [] : mediaIdsOf(JSON.parse(body) as MessageContent);
}

function wrong(path: string): ParleyError {
  return new ParleyError("invalid_arguments", {
    message: `${path} cannot be forwarded so.`,
    details: { path },
  });
}
