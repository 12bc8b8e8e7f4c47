/**
 * What can happen to a message after it was sent, as a pure function of the message. Taking a change twice, or of a
 * message that has it already, changes nothing (SYNC-9).
 */
import type { EventFrame, Message } from "@parley/protocol";

/** The user hid it from themselves, which the user's feed tells. */
interface Hide {
  readonly ev: "message.hidden";
  readonly seq: number;
}

export type MessageChange = Hide | Extract<EventFrame, { ev: (typeof changingEvents)[number] }>;

const changingEvents = ["message.recalled"] as const satisfies readonly EventFrame["ev"][];
const changing = new Set<string>(changingEvents);

export function isMessageChange(event: EventFrame): event is Exclude<MessageChange, Hide> {
  return changing.has(event.ev);
}

export function changed(message: Message, change: MessageChange): Message {
  switch (change.ev) {
    case "message.recalled":
      return message.content === null && message.recalledAt !== undefined
        ? message
        : { ...withoutContent(message), recalledAt: change.at };
    case "message.hidden":
      return message.isHidden === true ? message : { ...withoutContent(message), isHidden: true };
  }
}

/** What is left of a message that is recalled or hidden. */
function withoutContent({ id, seq, rev, senderId, sentAt, recalledAt, isHidden }: Message): Message {
  return {
    ...{ id, seq, rev, senderId, sentAt },
    content: null,
    ...(recalledAt === undefined ? {} : { recalledAt }),
    ...(isHidden === undefined ? {} : { isHidden }),
  };
}
