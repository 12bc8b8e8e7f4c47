import { type Content, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { sendMessage } from "../message/send-message.ts";
import { writeOperation } from "../operation.ts";
import { incomingSecretDigest } from "./incoming-secret.ts";

/** Of one address, from wherever it is called. */
const rate = { perMinute: 60, burst: 30 };
/** How exactly it is known when something came last. */
const useNotedEveryMs = 60_000;

interface Posted {
  readonly id: string;
  readonly said: Content;
  /** What the operator's program made of it; undefined where nobody was asked. */
  readonly asked: unknown;
}

export const postIncomingWebhook = writeOperation<"incomingWebhook.post", Posted>({
  async prepare({ reader, ports }, _actor, { secret, text, content, id: key }) {
    const webhook = await reader.incomingWebhooks.findByDigest(incomingSecretDigest(ports, secret));
    if (webhook === null) throw new ParleyError("not_found");
    const retryAfterMs = ports.rateLimits.take("incoming webhook", webhook.id, rate);
    if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
    if ((text === undefined) === (content === undefined)) {
      throw new ParleyError("invalid_arguments", { details: { path: "/text" } });
    }
    const id = key === undefined ? ports.ids.uuid() : messageIdOf(webhook.id, key);
    const said = content ?? { type: "text" as const, text: text ?? "" };
    const { conversationId } = webhook;
    const isKnown = (await reader.log.findMessage(conversationId, id)) !== null;
    const question = isKnown
      ? null
      : sendMessage.ask?.(ports, botOf(webhook), { conversationId, id, content: said });
    return { id, said, asked: (await question) ?? undefined };
  },
  async run(context, _actor, { secret }, { id, said, asked }) {
    const { tx, ports } = context;
    const webhook = await tx.incomingWebhooks.findByDigest(incomingSecretDigest(ports, secret));
    if (webhook === null) throw new ParleyError("not_found");
    const bot = botOf(webhook);
    const { conversationId } = webhook;
    const message = sendMessage.prepare(ports, bot, { conversationId, id, content: said }, asked);
    const { seq, sentAt } = sendMessage.finish(await sendMessage.decide(context, bot, message));
    if ((webhook.lastUsedAt ?? 0) + useNotedEveryMs <= message.sentAt) {
      await tx.incomingWebhooks.noteUse(webhook.id, message.sentAt);
    }
    return { id, seq, sentAt };
  },
});

function botOf({ botId, id }: { readonly botId: number; readonly id: string }): UserActor {
  return { kind: "user", userId: botId, role: "bot", sessionId: id };
}

/** A UUID (version 8) of what a program calls its message: the same again is the same message. */
function messageIdOf(webhookId: string, key: string): string {
  const digest = Buffer.from(Bun.SHA256.hash(`${webhookId}\n${key}`).buffer);
  const hex = digest.toString("hex");
  const variant = "89ab"[(digest[8] ?? 0) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
