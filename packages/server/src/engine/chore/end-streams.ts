import { limits, ParleyError } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { askAboutStream, isAnswered, type StreamAnswer } from "../stream/ask-about-stream.ts";
import { finishStream } from "../stream/finish-stream.ts";
import { type Chore, preparedChore } from "./chore.ts";

const streamsPerPart = 20;

/** Ends texts that nobody writes any more with what there is of them (STRM-4): their bot is gone, or was stopped. */
export const endStreams: Chore = preparedChore({
  name: "chore: end streams",
  everyMs: 1_000,
  isDue: ({ reader, ports }) => reader.streams.hasIdle(ports.clock.now() - limits.streamIdleMs),
  prepare: ({ reader, ports }) => askAboutIdle(reader, ports),
  async run({ tx, ports }, answers) {
    const now = ports.clock.now();
    const idle = await tx.streams.idle(now - limits.streamIdleMs, streamsPerPart);
    let ended = 0;
    for (const { conversationId, rev, text } of idle) {
      await tx.conversations.hold(conversationId);
      // As it is now that nobody else writes it. One that has grown goes on.
      const stream = await tx.streams.find(conversationId, rev);
      if (stream?.text !== text) continue;
      const answer = answers.get(`${conversationId}/${rev}`) ?? null;
      // One that nothing was answered about waits until something is.
      if (!isAnswered(ports, text, answer)) continue;
      await finishStream({ tx, ports }, stream, answer);
      ended += 1;
    }
    return ended === streamsPerPart;
  },
});

/** What the operator's program says of the texts, by their places; nothing where it does not answer (SCR-6). */
async function askAboutIdle(reader: Reader, ports: Ports): Promise<ReadonlyMap<string, StreamAnswer>> {
  const answers = new Map<string, StreamAnswer>();
  if (ports.options.sendHookUrl === "") return answers;
  const ask = async (stream: Parameters<typeof askAboutStream>[1]) => {
    try {
      const answer = await askAboutStream({ reader, ports }, stream, stream.text);
      if (answer !== null) answers.set(`${stream.conversationId}/${stream.rev}`, answer);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
  };
  const idle = await reader.streams.idle(ports.clock.now() - limits.streamIdleMs, streamsPerPart);
  await Promise.all(idle.map(ask));
  return answers;
}
