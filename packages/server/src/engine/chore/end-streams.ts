import { limits } from "@parley/protocol";
import { finishStream } from "../stream/finish-stream.ts";
import type { Chore } from "./chore.ts";

const streamsPerPart = 20;

/** Ends texts that nobody writes any more with what there is of them (STRM-4): their bot is gone, or was stopped. */
export const endStreams: Chore = {
  name: "chore: end streams",
  everyMs: 5_000,
  isDue: ({ reader, ports }) => reader.streams.hasIdle(ports.clock.now() - limits.streamIdleMs),
  async run({ tx, ports }) {
    const now = ports.clock.now();
    const idle = await tx.streams.idle(now - limits.streamIdleMs, streamsPerPart);
    for (const { conversationId, rev } of idle) {
      await tx.conversations.hold(conversationId);
      // As it is now that nobody else writes it.
      const stream = await tx.streams.find(conversationId, rev);
      if (stream !== null) await finishStream({ tx, ports }, stream);
    }
    return idle.length === streamsPerPart;
  },
};
