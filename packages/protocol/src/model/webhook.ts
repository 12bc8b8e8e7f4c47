/** Webhooks: what is told to other programs, and the addresses by which they tell something here. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { conversationId, count, id, rev, time, userId, uuid } from "./scalars.ts";

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

/** Events a webhook may be told: those of conversations, and none that concern one user alone. */
export const webhookEvent = Type.Union([
  Type.Literal("message.sent"),
  Type.Literal("message.edited"),
  Type.Literal("message.recalled"),
  Type.Literal("message.reacted"),
  Type.Literal("message.pinned"),
  Type.Literal("message.unpinned"),
  Type.Literal("conversation.created"),
  Type.Literal("conversation.updated"),
  Type.Literal("member.added"),
  Type.Literal("member.removed"),
  Type.Literal("member.changed"),
  Type.Literal("member.replaced"),
]);

export const webhookId = uuid("Id of the webhook.");

export const webhookUrl = Type.String({
  minLength: 1,
  maxLength: limits.webhookUrlCharsMax,
  description: "https://... without a name and password; http:// only to hosts that the operator allowed.",
});

export const webhookName = Type.String({
  minLength: 1,
  maxLength: limits.webhookNameCharsMax,
  pattern: "\\S",
});

export const webhookEventList = Type.Array(webhookEvent, {
  minItems: 1,
  maxItems: webhookEvent.anyOf.length,
  description: "Which events are told; `message.sent` alone where not given.",
});

export const webhook = Type.Object({
  id: webhookId,
  conversationId: nullable(conversationId("The group it is told of; null: of every conversation.")),
  name: Type.String(),
  url: Type.String(),
  events: webhookEventList,
  includesDirect: Type.Boolean({ description: "Of every conversation: also those of two people." }),
  isEnabled: Type.Boolean({ description: "What happens while it is off is never told." }),
  createdBy: userId("Who made it."),
  createdAt: time("When it was made."),
  failingSince: nullable(time("Since when nothing was taken there.")),
  stoppedAt: nullable(
    time("When the server gave up; it goes on where it was once `webhook.update` switches it on."),
  ),
  failedCount: count("Events in the list of `webhook.listFailed`."),
});
export type Webhook = Static<typeof webhook>;

export const webhookSecret = Type.String({
  description: "`whsec_` and base64 of the key of its signatures. Told here and never again.",
});

/** An event that was not taken, however often it was told. What it says is looked up when it is told again. */
export const failedDelivery = Type.Object({
  id: id("Number of the entry, growing with time."),
  conversationId: conversationId(),
  rev: rev("Number of the event."),
  reason: Type.String({ description: "`status 500`, or what happened instead of an answer: `timed_out`." }),
  attempts: count("How often it was told."),
  failedAt: time("When it was told last."),
  isRetrying: Type.Boolean({ description: "It was asked for and is told again." }),
});
export type FailedDelivery = Static<typeof failedDelivery>;

/** What is sent to the address, as JSON. */
export const webhookDelivery = Type.Object({
  webhookId,
  conversationId: conversationId(),
  events: Type.Array(Type.Object({}), { description: "As they are pushed, ascending by `rev`." }),
});

/** An address by which other programs write into a group, as a bot that is there for that alone. */
export const incomingWebhook = Type.Object({
  id: uuid("Id of the incoming webhook; not its secret."),
  conversationId: conversationId("The group."),
  botId: userId("As whom it writes."),
  name: Type.String(),
  createdBy: userId("Who made it."),
  createdAt: time("When it was made."),
  lastUsedAt: nullable(time("When something came last, to within a minute.")),
});
export type IncomingWebhook = Static<typeof incomingWebhook>;
