import { limits, ParleyError } from "@parley/protocol";
import { acceptChange } from "../message/accept-change.ts";
import { accessMessage } from "../message/access-message.ts";
import type { WriteOperation } from "../operation.ts";
import { finishStream } from "./finish-stream.ts";

export const appendStream: WriteOperation<"stream.append"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id, position, text, isFinal = false }) {
    const { member, message } = await accessMessage(tx, actor, conversationId, id);
    if (message.senderId !== actor.userId) throw new ParleyError("forbidden");
    const stream = await tx.streams.find(conversationId, message.rev);
    if (stream === null) throw new ParleyError("not_found");
    const known = stream.text.length;
    // Said before, as after a lost answer: only what is behind it is new.
    const isRepeated = position < known && stream.text.startsWith(text, position);
    if (!isRepeated && position !== known)
      throw new ParleyError("conflict", { details: { position: known } });
    const length = isRepeated ? known : known + text.length;
    const { textCharsMax } = limits;
    if (length > textCharsMax) throw new ParleyError("limit_reached", { details: { textCharsMax } });
    await acceptChange(tx, ports, member);
    const now = ports.clock.now();
    if (!isRepeated) {
      await tx.streams.append(conversationId, message.rev, text, now);
      const appended = { ev: "stream.appended", conversationId, id, position, text };
      tx.signal({ conversationId, text: JSON.stringify(appended), userId: actor.userId });
    }
    const whole = isRepeated ? stream.text : stream.text + text;
    if (!isFinal) return { position: length };
    const end = await finishStream({ tx, ports }, { ...stream, text: whole });
    // Returned and not thrown: that it is recalled stays.
    if (end === "refused") return new ParleyError("forbidden", { details: { rule: "words" } });
    return { position: length };
  },
};
