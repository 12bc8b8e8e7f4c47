/**
 * One line of the inbox as a fold of events: the same number of unread messages as the server counts, without asking
 * it. Pure. Invariant: applying the events after `lastRev` gives what the server would answer fresh (SYNC-9).
 */
import type { EventFrame, Head, Message } from "@parley/protocol";
import { messageOf, withSender } from "./history.ts";
import { changed, isMessageChange, type MessageChange } from "./message-changes.ts";
import { afterMessage, withDraft, withMentions, withOwn } from "./own-marks.ts";

/** The next event of the log; one that is not the next changes nothing. */
export function applyEventToHead(head: Head, event: EventFrame, selfId: number): Head {
  if (event.rev !== head.lastRev + 1) return head;
  const next: Head = { ...head, lastRev: event.rev };
  switch (event.ev) {
    case "message.sent": {
      const isOwn = event.senderId === selfId;
      return {
        ...afterMessage(next, event, selfId),
        lastSeq: event.seq,
        lastMessage: messageOf(event),
        lastActiveAt: event.sentAt,
        readSeq: isOwn ? event.seq : head.readSeq,
        unread: isOwn ? 0 : head.unread + 1,
      };
    }
    case "message.recalled":
    case "message.expired": {
      return {
        ...next,
        lastMessage: changedLast(head, event),
        unread: event.seq > head.readSeq ? Math.max(0, head.unread - 1) : head.unread,
      };
    }
    case "conversation.purged":
      return purgedHead(next, event.throughSeq);
    case "conversation.created":
    case "member.added":
      return { ...next, conversation: event.conversation };
    case "conversation.updated": {
      const { conversation, changes } = event;
      return { ...next, conversation, status: changes.isGone === true ? "left" : head.status };
    }
    case "member.removed":
      return {
        ...next,
        conversation: event.conversation,
        status: event.userId === selfId ? "left" : head.status,
      };
    case "member.changed":
      return event.member.userId === selfId ? { ...next, status: event.member.status } : next;
    case "member.replaced":
      return replaceMember(next, event, selfId);
    default:
      return isMessageChange(event) ? { ...next, lastMessage: changedLast(head, event) } : next;
  }
}

/** The newest message, if it is the one to which something happened. */
export function changedLast({ lastMessage }: Head, change: MessageChange): Message | null {
  return lastMessage !== null && lastMessage.seq === change.seq ? changed(lastMessage, change) : lastMessage;
}

/** What is gone counts as read (RET-4). Where something is still unread, how much the server says. */
function purgedHead(head: Head, throughSeq: number): Head {
  const { lastMessage } = head;
  const isLastGone = lastMessage !== null && lastMessage.seq <= throughSeq;
  return { ...moveReadPosition(head, throughSeq).head, lastMessage: isLastGone ? null : lastMessage };
}

/** Oneself is nobody's own peer: whoever was merged into the peer's own account stays the other side. */
function replaceMember(head: Head, event: EventFrame & { ev: "member.replaced" }, selfId: number): Head {
  const { userId, byUserId, conversation, isClosed } = event;
  const { lastMessage } = head;
  return {
    ...head,
    conversation,
    lastMessage: lastMessage === null ? null : withSender(lastMessage, userId, byUserId),
    peerId: head.peerId === userId && byUserId !== selfId ? byUserId : head.peerId,
    status: isClosed ? "locked" : head.status,
  };
}

/** The line of a conversation that was just opened. */
export function headOfCreated(event: EventFrame & { ev: "conversation.created" }, selfId: number): Head {
  const { conversation } = event;
  const others = event.memberIds.filter((id) => id !== selfId);
  return {
    conversation,
    lastRev: event.rev,
    lastSeq: 0,
    lastMessage: null,
    lastActiveAt: event.at,
    readSeq: 0,
    unread: 0,
    peerId: conversation.kind === "direct" ? (others[0] ?? null) : null,
    status: "active",
  };
}

/** The same conversation before anything happened in it. */
export function headBeforeLog(head: Head): Head {
  return withMentions({ ...head, lastRev: 0, lastSeq: 0, lastMessage: null, readSeq: 0, unread: 0 }, 0);
}

export interface MovedHead {
  readonly head: Head;
  /** False: messages were recalled among those left unread, so only the server knows the number for sure. */
  readonly isExact: boolean;
}

/** The read position moved; it never moves back, and never past the newest message (CONV-6). */
export function moveReadPosition(head: Head, seq: number): MovedHead {
  const readSeq = Math.min(seq, head.lastSeq);
  if (readSeq <= head.readSeq) return { head, isExact: true };
  const recalledCount = head.lastSeq - head.readSeq - head.unread;
  const left = head.lastSeq - readSeq;
  const unread = Math.min(left, head.unread);
  const mentions = Math.min(unread, head.mentions ?? 0);
  const isExact = left === 0 || (recalledCount === 0 && mentions === 0);
  return { head: withMentions({ ...head, readSeq, unread }, mentions), isExact };
}

/** A line the server answered meets the one known here, which may be newer, and whose read position may be ahead. */
export function mergeHead(known: Head | undefined, answered: Head): MovedHead {
  if (known === undefined) return { head: answered, isExact: true };
  const [newer, older] = answered.lastRev >= known.lastRev ? [answered, known] : [known, answered];
  // What the user keeps is no matter of the log: pushes wait while an answer is asked for, so the answer is as new.
  // A draft ends with a message, though.
  return moveReadPosition(withDraft(withOwn(newer, answered.own), newer.draft), older.readSeq);
}

/** Pinned ones first, then the most recently active; of the same time, the larger id first. */
export function compareHeads(left: Head, right: Head): number {
  const pinned = Number(right.own?.pinnedAt !== undefined) - Number(left.own?.pinnedAt !== undefined);
  return pinned || right.lastActiveAt - left.lastActiveAt || right.conversation.id - left.conversation.id;
}
