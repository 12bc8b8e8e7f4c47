import { limits } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { canRead } from "../conversation/member-policy.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import { fitFromStart } from "../page-budget.ts";
import type { Reader } from "../ports/store.ts";
import type { SavedMessage } from "../ports/store-message-marks.ts";
import { withoutHidden } from "./hidden-messages.ts";

export const listSavedMessages: ReadOperation<"message.listSaved"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? limits.savedPageDefault;
    const page = await reader.savedMessages.page(actor.userId, args.before ?? null, limit + 1);
    const places = page.slice(0, limit);
    const messages = await visibleMessages(reader, actor, places);
    const texts = places.map(({ conversationId, rev, savedAt }) => {
      const message = messages.get(keyOf(conversationId, rev));
      if (message === undefined) return "";
      return `{"conversationId":${conversationId},"savedAt":${savedAt},"message":${message}}`;
    });
    const fitting = fitFromStart(texts);
    const hasMore = fitting.length < page.length;
    const next = hasMore ? (places[fitting.length - 1]?.id ?? null) : null;
    return new EncodedResult(`{"saved":[${fitting.filter((text) => text !== "")}],"next":${next}}`);
  },
};

interface Shown {
  readonly rev: number;
  readonly content: unknown;
}

/** Of those the caller may still see, and with something in them (MSG-27). */
async function visibleMessages(
  reader: Reader,
  actor: UserActor,
  places: readonly SavedMessage[],
): Promise<ReadonlyMap<string, string>> {
  const messages = new Map<string, string>();
  for (const conversationId of new Set(places.map((place) => place.conversationId))) {
    const member = await reader.members.find(conversationId, actor.userId);
    if (member === null || !canRead(member.status)) continue;
    const revs = places.filter((place) => place.conversationId === conversationId).map(({ rev }) => rev);
    const texts = await reader.log.messagesAt(conversationId, revs);
    for (const text of await withoutHidden(reader, member, texts)) {
      const { rev, content } = JSON.parse(text) as Shown;
      if (content !== null && rev > member.firstRev) messages.set(keyOf(conversationId, rev), text);
    }
  }
  return messages;
}

function keyOf(conversationId: number, rev: number): string {
  return `${conversationId}/${rev}`;
}
