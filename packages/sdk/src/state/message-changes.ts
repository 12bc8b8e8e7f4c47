/**
 * What can happen to a message after it was sent, as a pure function of the message. Taking a change twice, or of a
 * message that has it already, changes nothing (SYNC-9).
 */
import type { EventFrame, Message, Reaction } from "@parley/protocol";

/** The user hid it from themselves, which the user's feed tells. */
interface Hide {
  readonly ev: "message.hidden";
  readonly seq: number;
}

export type MessageChange = Hide | Extract<EventFrame, { ev: (typeof changingEvents)[number] }>;

const changingEvents = [
  "message.recalled",
  "message.expired",
  "message.edited",
  "message.reacted",
  "message.pollChanged",
  "message.finished",
  "message.linkPreviewChanged",
  "message.pinned",
  "message.unpinned",
] as const satisfies readonly EventFrame["ev"][];
const changing = new Set<string>(changingEvents);

export function isMessageChange(event: EventFrame): event is Exclude<MessageChange, Hide> {
  return changing.has(event.ev);
}

export function changed(message: Message, change: MessageChange): Message {
  // Of one that is recalled or hidden nothing is shown, so nothing of it changes but that.
  const isGone = message.content === null;
  switch (change.ev) {
    case "message.recalled":
      return message.content === null && message.recalledAt !== undefined
        ? message
        : { ...withoutContent(message), recalledAt: change.at };
    case "message.expired":
      if (message.recalledAt !== undefined) return message;
      return {
        ...withoutContent(message),
        recalledAt: change.at,
        // Of one that is hidden that is all that is told.
        ...(message.isHidden === true ? {} : { isExpired: true }),
      };
    case "message.hidden":
      return message.isHidden === true ? message : { ...withoutContent(message), isHidden: true };
    case "message.edited": {
      if (isGone || change.content === null) return message;
      const { clientNote: _, linkPreview: __, ...rest } = message;
      return { ...rest, content: change.content, editedAt: change.at };
    }
    case "message.reacted":
      return isGone ? message : reacted(message, change.actorId, change.emojis);
    case "message.finished":
      return isGone || change.content === null ? message : { ...message, content: change.content };
    case "message.pollChanged":
      return isGone ? message : { ...message, poll: change.poll };
    case "message.linkPreviewChanged":
      return isGone ? message : previewed(message, change);
    case "message.pinned":
      return isGone ? message : { ...message, pinnedAt: change.at };
    case "message.unpinned": {
      const { pinnedAt: _, ...rest } = message;
      return rest;
    }
  }
}

function previewed(
  { linkPreview: _, ...message }: Message,
  { linkPreview, hasNoPreview, rev }: MessageChange & { ev: "message.linkPreviewChanged" },
): Message {
  if (linkPreview !== null) return { ...message, linkPreview: { ...linkPreview, rev } };
  return hasNoPreview === true ? { ...message, hasNoPreview } : message;
}

/** By the server's own rule: in the order of the emoji and of the ids, so that taking it twice changes nothing (MSG-44). */
function reacted(
  { reactions = [], ...message }: Message,
  userId: number,
  emojis: readonly string[],
): Message {
  const wanted = new Set(emojis);
  const kept = reactions.map(({ emoji, userIds }) => {
    if (!wanted.delete(emoji)) return { emoji, userIds: userIds.filter((other) => other !== userId) };
    return { emoji, userIds: userIds.includes(userId) ? userIds : [...userIds, userId].sort(byNumber) };
  });
  const added = [...wanted].map((emoji) => ({ emoji, userIds: [userId] }));
  const next = [...kept, ...added].filter(({ userIds }) => userIds.length > 0).sort(byEmoji);
  return next.length === 0 ? message : { ...message, reactions: next };
}

const byNumber = (left: number, right: number) => left - right;
const byEmoji = (left: Reaction, right: Reaction) => (left.emoji < right.emoji ? -1 : 1);

/** What is left of a message that is recalled or hidden. */
function withoutContent({ id, seq, rev, senderId, sentAt, recalledAt, isHidden }: Message): Message {
  return {
    ...{ id, seq, rev, senderId, sentAt },
    content: null,
    ...(recalledAt === undefined ? {} : { recalledAt }),
    ...(isHidden === undefined ? {} : { isHidden }),
  };
}
