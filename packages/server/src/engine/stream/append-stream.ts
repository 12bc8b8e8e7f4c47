import { limits, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { acceptChange } from "../message/accept-change.ts";
import { accessMessage } from "../message/access-message.ts";
import { type PrepareContext, writeOperation } from "../operation.ts";
import { askAboutStream, isAnswered, type StreamAnswer } from "./ask-about-stream.ts";
import { finishStream } from "./finish-stream.ts";

/** What a last part that came before those ahead of it were kept is told to wait. */
const retryAfterMs = 100;

export const appendStream = writeOperation<"stream.append", StreamAnswer | null>({
  prepare: askAboutLast,
  async run({ tx, ports }, actor, { conversationId, id, position, text, isFinal = false }, answer) {
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    if (message.senderId !== actor.userId) throw new ParleyError("forbidden");
    const stream = await tx.streams.find(conversationId, message.rev);
    if (stream === null) throw new ParleyError("not_found");
    const known = stream.text.length;
    const isRepeated = isSaidBefore(stream.text, position, text);
    if (!isRepeated && position !== known)
      throw new ParleyError("conflict", { details: { position: known } });
    const length = isRepeated ? known : known + text.length;
    const { textCharsMax } = limits;
    if (length > textCharsMax) throw new ParleyError("limit_reached", { details: { textCharsMax } });
    await acceptChange(tx, ports, member);
    const whole = isRepeated ? stream.text : stream.text + text;
    // The parts ahead of it came after the question: asked again, it is about all of them.
    if (isFinal && !isAnswered(ports, whole, answer)) throw new ParleyError("busy", { retryAfterMs });
    const now = ports.clock.now();
    if (!isRepeated) {
      await tx.streams.append(conversationId, message.rev, text, now);
      const appended = { ev: "stream.appended", conversationId, id, position, text };
      tx.signal({ conversationId, text: JSON.stringify(appended), userId: actor.userId });
    }
    if (!isFinal) return { position: length };
    const end = await finishStream({ tx, ports }, { ...stream, text: whole }, answer);
    // Returned and not thrown: that it is recalled stays.
    if (end === "refused") {
      return new ParleyError("forbidden", { details: { rule: "words", ...answer?.details } });
    }
    return { position: length };
  },
});

/** As after a lost answer: only what is behind it is new. */
function isSaidBefore(known: string, position: number, text: string): boolean {
  return position < known.length && known.startsWith(text, position);
}

/** Asks about the text that this part makes whole; null where nobody is asked, or the operation refuses by itself. */
async function askAboutLast(
  { reader, ports }: PrepareContext,
  actor: UserActor,
  { conversationId, id, position, text, isFinal = false }: ParamsOf<"stream.append">,
): Promise<StreamAnswer | null> {
  if (!isFinal || ports.options.sendHookUrl === "") return null;
  try {
    const { message } = await accessMessage(reader, actor, conversationId, id);
    const stream = await reader.streams.find(conversationId, message.rev);
    if (stream === null || message.senderId !== actor.userId) return null;
    if (isSaidBefore(stream.text, position, text)) {
      return await askAboutStream({ reader, ports }, stream, stream.text);
    }
    const isNext = position === stream.text.length && position + text.length <= limits.textCharsMax;
    return isNext ? await askAboutStream({ reader, ports }, stream, stream.text + text) : null;
  } catch (error) {
    // Refused by the operation itself, with what it says of such.
    if (error instanceof ParleyError && error.code === "not_found") return null;
    throw error;
  }
}
