import { limits, type Message, ParleyError } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { canRead } from "../conversation/member-policy.ts";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import { excerptAround } from "./excerpt.ts";
import { type FoundMessage, type FoundPlace, findMessages, firstAt } from "./find-messages.ts";
import { parseQuery } from "./search-query.ts";
import { searchableText } from "./searchable-text.ts";

export const searchMessages: ReadOperation<"message.search"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const { conversationId = null, senderId, kind } = args;
    if (conversationId !== null) await accessMembership(reader, actor, conversationId);
    const text = parseQuery(args.query);
    if (text === null) return { found: [], next: null };
    const { found, next } = await findMessages(reader, {
      ...{ userId: actor.userId, conversationId, text },
      behind:
        args.cursor === undefined
          ? firstAt((args.before ?? Number.MAX_SAFE_INTEGER) - 1)
          : parsePlace(args.cursor),
      sentAfter: args.after ?? -1,
      limit: args.limit ?? limits.messageSearchDefault,
      admits: ({ senderId: sender, content }: Message) =>
        (senderId === undefined || sender === senderId) && (kind === undefined || content?.type === kind),
    });
    const visible = await visibleTo(reader, actor.userId, found);
    return { found: visible.map(publicFound), next: next === null ? null : placeText(next) };
  },
};

/**
 * What the user may see now. Looked at after the messages were read: what was sent after a removal cannot be among those
 * of a conversation in which the user still is (SRCH-6, INV-15).
 */
async function visibleTo(
  reader: Reader,
  userId: number,
  found: readonly FoundMessage[],
): Promise<FoundMessage[]> {
  const conversationIds = [...new Set(found.map(({ conversationId }) => conversationId))];
  const visible = await Promise.all(
    conversationIds.map(async (conversationId) => {
      const member = await reader.members.find(conversationId, userId);
      if (member === null || !canRead(member.status)) return [];
      const own = found.filter((message) => message.conversationId === conversationId);
      return visibleIn(reader, member, own);
    }),
  );
  const places = new Set(visible.flat());
  return found.filter((message) => places.has(message));
}

async function visibleIn(
  reader: Reader,
  { conversationId, userId, firstRev, lastRev, hiddenCount }: StoredMember,
  found: readonly FoundMessage[],
): Promise<FoundMessage[]> {
  const seqs = found.map(({ message }) => message.seq);
  const hidden =
    hiddenCount === 0
      ? []
      : await reader.hiddenMessages.between(userId, conversationId, Math.min(...seqs), Math.max(...seqs));
  return found.filter(
    ({ rev, message }) => rev > firstRev && rev <= lastRev && !hidden.includes(message.seq),
  );
}

function publicFound({ conversationId, message, ranges }: FoundMessage) {
  const excerpt = excerptAround(searchableText(message.content) ?? "", ranges);
  return { conversationId, message, highlights: [...ranges], excerpt };
}

function placeText({ sentAt, conversationId, rev }: FoundPlace): string {
  return [sentAt, conversationId, rev].map((number) => number.toString(36)).join(".");
}

/** @throws invalid_arguments for a text that is none of ours */
function parsePlace(text: string): FoundPlace {
  const numbers = text.match(/^[0-9a-z]{1,11}\.[0-9a-z]{1,11}\.[0-9a-z]{1,11}$/)?.[0].split(".") ?? [];
  const [sentAt, conversationId, rev] = numbers.map((number) => Number.parseInt(number, 36));
  const isPlace = sentAt !== undefined && conversationId !== undefined && rev !== undefined;
  if (isPlace && sentAt <= Number.MAX_SAFE_INTEGER) return { sentAt, conversationId, rev };
  throw new ParleyError("invalid_arguments", { details: { path: "/cursor" } });
}
