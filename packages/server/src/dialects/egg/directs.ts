/** Conversations of two, and which messages the people of this contract sent by it. */
import type { Caller, DialectHost } from "../dialect.ts";
import type { Reader } from "./message-object.ts";

const cached = { max: 20_000, ttlMs: 60_000 };
const peersCached = { max: 20_000, ttlMs: 3_600_000 };
/** Sent or taken back, and perhaps not told yet. */
const sentMax = 10_000;

export type Directs = ReturnType<typeof createDirects>;

export function createDirects(host: DialectHost) {
  const opened = host.cache<string, number>(cached);
  const pairs = host.cache<number, readonly number[]>(peersCached);
  const sent = new Set<string>();

  function note(done: string): void {
    sent.add(done);
    const [oldest = ""] = sent;
    if (sent.size > sentMax) sent.delete(oldest);
  }

  return {
    /** @throws not_found, invalid_arguments for oneself */
    openWith: (caller: Caller, userId: number, otherId: number) =>
      opened.get(`${userId} ${otherId}`, async () => {
        const { conversation } = await host.call(caller, "conversation.openDirect", { userId: otherId });
        return conversation.id;
      }),
    async peerOf({ caller, userId }: Reader, conversationId: number): Promise<number> {
      const both = await pairs.get(conversationId, async () => {
        const { members } = await host.call(caller, "member.list", { conversationId, limit: 3 });
        return members.map((member) => member.userId);
      });
      return both.find((id) => id !== userId) ?? userId;
    },
    noteSent: (id: string) => note(id),
    noteRecalled: (id: string) => note(`recall ${id}`),
    /** Clients draw what they sent themselves. Of what was missed the version of the id tells. */
    isOwnEcho: (id: string, isMissed: boolean) => sent.has(id) || (isMissed && id.charAt(14) === "4"),
    /** Who takes something back here is answered with the recall. */
    isOwnRecall: (id: string) => sent.has(`recall ${id}`),
  };
}
