import { overdueMessages, purgeMessages } from "../message/purge-messages.ts";
import type { Ports } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { type Chore, preparedChore } from "./chore.ts";

/** Looked at in one part: each takes some look-ups, for which the writer's thread does nothing else. */
const conversationsPerPart = 100;

interface Found {
  /** One with messages that are not kept any longer. */
  readonly overdueId: number | null;
  /** Where to go on; null at the end. */
  readonly nextId: number | null;
}

/** Groups that say how long they keep messages: soon after their time. */
export const purgeGroups = purgeChore("chore: purge groups", 3_000, true);

/** Every conversation, where the server keeps messages for a time only: it has all the time in the world. */
export const purgeAll = purgeChore("chore: purge conversations", 3_600_000, false);

/** Walks through the conversations again and again, and purges each until nothing of it is overdue (RET-1). */
function purgeChore(name: string, everyMs: number, isOwn: boolean): Chore {
  let afterId = 0;
  return preparedChore({
    name,
    everyMs,
    async isDue({ reader, ports }) {
      if (!isOwn && ports.options.messagesKeptMs === 0) return false;
      return (await reader.retention.page(0, 1, isOwn)).length > 0;
    },
    prepare: ({ reader, ports }) => find(reader, ports, afterId, isOwn),
    async run({ tx, ports }, { overdueId, nextId }) {
      if (overdueId !== null) await purgeMessages(tx, ports, overdueId);
      afterId = nextId ?? 0;
      return nextId !== null;
    },
  });
}

async function find(reader: Reader, ports: Ports, afterId: number, isOwn: boolean): Promise<Found> {
  const page = await reader.retention.page(afterId, conversationsPerPart, isOwn);
  for (const kept of page) {
    if ((await overdueMessages(reader, ports, kept, 1)).length === 0) continue;
    // It is looked at once more after this part.
    return { overdueId: kept.conversationId, nextId: kept.conversationId - 1 };
  }
  const last = page.length < conversationsPerPart ? undefined : page.at(-1);
  return { overdueId: null, nextId: last?.conversationId ?? null };
}
