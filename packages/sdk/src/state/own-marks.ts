/** What the user keeps of a conversation for themselves, in a head. Pure. */
import type { Draft, EventFrame, Head, OwnState } from "@parley/protocol";

/** Of whoever keeps nothing: always the same object. */
export const nothingKept: OwnState = {};

export function withOwn(head: Head, own: OwnState | undefined): Head {
  const { own: _, ...rest } = head;
  const clearedSeq = own?.clearedSeq ?? 0;
  const isGone = rest.lastMessage !== null && rest.lastMessage.seq <= clearedSeq;
  const shown = isGone ? { ...rest, lastMessage: null } : rest;
  return own === undefined || Object.keys(own).length === 0 ? shown : { ...shown, own };
}

export function withDraft(head: Head, draft: Draft | null | undefined): Head {
  const { draft: _, ...rest } = head;
  return draft == null ? rest : { ...rest, draft };
}

export function withMentions(head: Head, count: number): Head {
  const { mentions: _, ...rest } = head;
  return count <= 0 ? rest : { ...rest, mentions: count };
}

/** A message came: one of the user's own ends the draft and leaves nothing unread. */
export function afterMessage(head: Head, event: EventFrame & { ev: "message.sent" }, selfId: number): Head {
  if (event.senderId === selfId) return withMentions(withDraft(head, null), 0);
  const isMentioned = event.mentionsAll === true || event.mentions?.includes(selfId) === true;
  return isMentioned ? withMentions(head, (head.mentions ?? 0) + 1) : head;
}

/** Whether the conversation is in the list: it is out of it until the next message after the user hid it. */
export function isListed({ own, lastSeq }: Head): boolean {
  return (own?.unlistedSeq ?? -1) < lastSeq;
}
