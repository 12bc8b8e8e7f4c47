/**
 * Messages in the mixed order in which use would have brought them: neighbours in time belong to different
 * conversations. Drawn from a generator with a fixed start, so that every seeding has the same shape.
 */
import { sendMessage } from "../engine/message/send-message.ts";
import { fixedRandom, skewedPositions } from "./random-draws.ts";
import type { SeedContext, SeededConversation, SeedPlan } from "./seed.ts";
import { mixedTexts } from "./seed-texts.ts";

const messagesPerCommit = 2_000;
const progressEvery = 1_000_000;

export async function seedMessages(
  context: SeedContext,
  conversations: readonly SeededConversation[],
  plan: Pick<SeedPlan, "messages" | "messageChars" | "skew" | "texts">,
): Promise<void> {
  if (plan.messages === 0 || conversations.length === 0) return;
  const { store, ports, progress } = context;
  const random = fixedRandom(1);
  const nextPosition = skewedPositions(conversations.length, plan.skew, random);
  const mixed = plan.texts === "mixed" ? mixedTexts(random, plan.messageChars) : null;
  const padding = "lorem ipsum dolor sit amet ".repeat(Math.ceil(plan.messageChars / 27) + 1);
  let written = 0;
  while (written < plan.messages) {
    const count = Math.min(messagesPerCommit, plan.messages - written);
    const targets: SeededConversation[] = [];
    const jobs = Array.from({ length: count }, (_, index) => {
      // A plan with fewer messages than conversations, or an equal one, gives each its turn.
      const position = plan.skew === 0 ? (written + index) % conversations.length : nextPosition();
      const conversation = conversations[position] as SeededConversation;
      targets.push(conversation);
      const members = conversation.memberIds;
      const userId = members[Math.floor(random() * members.length)] ?? 0;
      const plain = () => `Message ${written + index} ${padding}`.slice(0, plan.messageChars).trimEnd();
      const text = mixed?.() ?? plain();
      const actor = { kind: "user" as const, userId, role: "user" as const, sessionId: "" };
      const args = {
        conversationId: conversation.conversationId,
        id: ports.ids.uuid(),
        content: { type: "text" as const, text },
      };
      return { kind: "append" as const, message: sendMessage.prepare(ports, actor, args) };
    });
    for (const [index, outcome] of (await store.commit(jobs)).entries()) {
      if (outcome.status === "failed") throw outcome.error;
      if (outcome.status !== "appended" || outcome.outcome.status !== "sent") {
        throw new Error("a message was not appended");
      }
      (targets[index] as SeededConversation).lastSeq = outcome.outcome.seq;
    }
    written += count;
    if (written % progressEvery === 0) progress(`${written} messages`);
  }
  progress(`${written} messages`);
}
