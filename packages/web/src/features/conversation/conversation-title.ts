import type { InboxItem } from "@parley/sdk";
import { text } from "../../i18n/language.ts";

/** The name of a conversation in the reader's language, where it has none of its own. */
export function conversationTitle(item: InboxItem): string {
  if (item.title !== "") return item.title;
  const { inbox } = text();
  const names = {
    direct: inbox.directUnknown,
    group: inbox.newGroup,
    lobby: inbox.lobby,
    notes: inbox.notes,
    feed: inbox.feed,
  } as const;
  return names[item.conversation.kind];
}

/** The number that decides an avatar's colour: the person in a direct conversation, so it is the same everywhere. */
export function avatarId(item: InboxItem): number {
  return item.peer?.id ?? item.conversation.id;
}

/** Whether its picture is made of its members', where it shows one. */
export function isComposed({ conversation }: InboxItem): boolean {
  return conversation.faces !== undefined;
}
