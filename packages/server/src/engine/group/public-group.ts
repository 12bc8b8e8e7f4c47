import type { Conversation, Group } from "@parley/protocol";
import { publicConversation } from "../conversation/open-conversation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredGroup } from "../ports/store-groups.ts";
import { groupSettingsOf } from "./group-settings.ts";

/** A group as its members see it. */
export function publicGroup(group: StoredGroup): Group {
  const { conversation, description, announcement, uuid, number, category } = group;
  return {
    conversation: publicConversation(conversation),
    description,
    announcement,
    uuid,
    number,
    category,
    settings: groupSettingsOf(group),
  };
}

/** The conversation as it is now, in this transaction. */
export async function currentConversation(tx: Transaction, conversationId: number): Promise<Conversation> {
  const stored = await tx.conversations.find(conversationId);
  if (stored === null) throw new Error("a conversation that is held is not there");
  return publicConversation(stored);
}
