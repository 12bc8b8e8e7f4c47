import { type MessageContent, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { type WriteContext, writeOperation } from "../operation.ts";
import type { ForwardedMessage } from "../ports/store-contents.ts";
import type { StoredMessage } from "../ports/store-log.ts";
import {
  askAboutForward,
  type ForwardAnswers,
  type ScreenedForward,
  screenForwarded,
  screenShown,
  screenTitle,
} from "../screening/screen-forward.ts";
import { accessMessage } from "./access-message.ts";
import { type Appended, appendByRules, toldOutcome } from "./append-by-rules.ts";
import { digestOf } from "./content.ts";
import { shownFiles } from "./content-media.ts";
import { forwardedContent } from "./forward-policy.ts";
import { extrasOf } from "./message-extra.ts";

/** A message as it is forwarded. */
interface Original extends ScreenedForward {
  readonly message: StoredMessage;
  /** Who wrote it first, and when: of one that was forwarded before, the first of all. */
  readonly from: { readonly senderId: number; readonly sentAt: number };
}

/** What was asked for, with what the operator's program said of it. */
type Args = ParamsOf<"message.forward"> & { readonly answers: ForwardAnswers | null };
type Sent = Appended & { readonly id: string };

export const forwardMessages = writeOperation<"message.forward", ForwardAnswers | null>({
  prepare: askAboutForward,
  async run(context, actor, asked, answers) {
    const args = { ...asked, answers };
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
});

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
  const original = await accessOriginal(context, actor, args, originalId, index);
  const { content, from } = original;
  const body = JSON.stringify(content);
  const message = {
    ...place,
    digest,
    body,
    extra: JSON.stringify({ forwarded: from }),
    ...flagOf([original]),
  };
  const inner = content.type === "forward" ? await innerOf(context, args.conversationId, original) : [];
  const looked = { ...shownFiles([content, ...inner.flatMap(saidBy)]), isKnown: false };
  const appended = toldOutcome(await appendByRules(context, actor, message, looked));
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
  const { conversationId, ids, newIds, title, answers } = args;
  const [id = ""] = newIds;
  const place = placeOf(context, actor, args, id);
  const digest = digestOf(`forward ${conversationId} ${JSON.stringify([ids, title ?? null])}`);
  if (isRepeated) return { id, ...(await repeat(context, actor, { ...place, digest })) };
  const shown: ForwardedMessage[] = [];
  const flags: { readonly isFlagged: boolean }[] = [];
  for (const [index, originalId] of ids.entries()) {
    const original = await accessOriginal(context, actor, args, originalId, index);
    const { content, from, message } = original;
    flags.push(original);
    const origin = { originConversationId: conversationId, originRev: message.rev };
    shown.push({ place: index + 1, ...from, ...origin, body: JSON.stringify(content) });
  }
  const screened =
    title === undefined ? null : screenTitle(context.ports.wordScreen, answers?.title ?? title);
  if (screened !== null) flags.push(screened);
  const heading = screened === null ? {} : { title: screened.title };
  const body = JSON.stringify({ type: "forward", ...heading, count: shown.length });
  const looked = { ...shownFiles(shown.flatMap(saidBy)), isKnown: false };
  const message = { ...place, digest, body, ...flagOf(flags) };
  const appended = toldOutcome(await appendByRules(context, actor, message, looked));
  const at = { conversationId: place.conversationId, rev: appended.rev, messageId: id };
  await context.tx.forwardedMessages.insert(at, shown);
  return { id, ...appended };
}

function flagOf(screened: readonly { readonly isFlagged: boolean }[]): { readonly isFlagged?: true } {
  return screened.some(({ isFlagged }) => isFlagged) ? { isFlagged: true } : {};
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

/** What the actor sees of it, as it can be forwarded. @throws not_found, invalid_arguments, forbidden */
async function accessOriginal(
  { tx, ports }: WriteContext,
  actor: UserActor,
  { conversationId, isMerged = false, answers }: Args,
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
  const screened = screenForwarded(ports, answers, { id, body, content });
  return { message, ...screened, from: extras.forwarded ?? { senderId, sentAt } };
}

/** What a message that is several shows, for the one that shows it too: where each is from stays. @throws forbidden */
async function innerOf(
  { tx, ports }: WriteContext,
  conversationId: number,
  { message }: Original,
): Promise<ForwardedMessage[]> {
  const inner = await tx.forwardedMessages.hold(conversationId, message.rev);
  return inner.map((shown) => ({ ...shown, body: screenShown(ports.wordScreen, shown.body) }));
}

function saidBy({ body }: ForwardedMessage): readonly MessageContent[] {
  return body === null ? [] : [JSON.parse(body) as MessageContent];
}

function wrong(path: string): ParleyError {
  return new ParleyError("invalid_arguments", {
    message: `${path} cannot be forwarded so.`,
    details: { path },
  });
}
