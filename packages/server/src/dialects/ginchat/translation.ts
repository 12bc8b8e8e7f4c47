/** Events as frames. What was said by a client of this dialect is relayed as it was spelled. */
import { type EventFrame, limits, type MessageContent } from "@parley/protocol";
import type { Caller, DialectEvent, DialectHost, Frames } from "../dialect.ts";
import { partsOf } from "../message-parts.ts";
import { contentOf, frameText, media, readFrame, shownOf, targets } from "./codec.ts";
import { uploadAddress } from "./upload-address.ts";

type Sent = Extract<EventFrame, { ev: "message.sent" }>;

/** With whom a conversation is: the other side of a direct one, or everybody in it. */
export interface Place {
  readonly type: 1 | 2;
  readonly memberIds: readonly number[];
}

const placesCached = { max: 20_000, ttlMs: 3_600_000 };
/** Who said what just now, until it is told. */
const sendersKept = { max: 10_000, ttlMs: 60_000 };

export interface Translation {
  /** A socket is about to send this message. */
  keep(messageId: string, sender: object): void;
  translate(event: DialectEvent, caller: Caller, userId: number, receiver: object): Promise<Frames> | Frames;
}

export function createTranslation(host: DialectHost, echoesGroups: boolean): Translation {
  const places = host.cache<number, Place>(placesCached);
  const senders = createSenders();

  function placeOf(caller: Caller, conversationId: number): Promise<Place> {
    return places.get(conversationId, async () => {
      const { conversation } = await host.call(caller, "conversation.get", { conversationId });
      if (conversation.kind !== "direct") return { type: targets.group, memberIds: [] };
      const { members } = await host.call(caller, "member.list", { conversationId, limit: 2 });
      return { type: targets.user, memberIds: members.map(({ userId }) => userId) };
    });
  }

  async function translateSent(
    event: DialectEvent,
    frame: Sent,
    caller: Caller,
    receiver: object,
  ): Promise<Frames> {
    const { content, conversationId, id, senderId } = frame;
    if (content === null) return [];
    const place = await placeOf(caller, conversationId);
    // Of what the system says the contract knows nothing; of a group it is told as it happens.
    if (content.type === "notice" && (place.type === targets.user || event.isMissed)) return [];
    if (senders.get(id) === receiver && !(echoesGroups && place.type === targets.group)) return [];
    const targetId =
      place.type === targets.group
        ? conversationId
        : (place.memberIds.find((memberId) => memberId !== senderId) ?? senderId);
    return event.once("frames", () => textsOfMessage({ ...frame, content }, place.type, targetId));
  }

  /** The contract has no word for it: said as a text. */
  async function translateNotice(
    frame: { readonly conversationId: number; readonly at: number },
    actorId: number,
    content: string,
    caller: Caller,
    userId: number,
  ): Promise<Frames> {
    const { at, conversationId } = frame;
    const place = await placeOf(caller, conversationId);
    if (actorId === userId) return [];
    const targetId = place.type === targets.group ? conversationId : userId;
    const shown = { media: media.text, content, url: "", amount: 0 };
    return [frameText({ ...shown, type: place.type, targetId, userId: actorId, at })];
  }

  return {
    keep: senders.set,
    translate(event, caller, userId, receiver) {
      const { frame, isMissed } = event;
      switch (frame.ev) {
        case "message.sent":
          // Of what was missed one's own is no part, but for what this very client says while it is told the rest.
          if (isMissed && frame.senderId === userId && senders.get(frame.id) !== receiver) return [];
          return translateSent(event, frame, caller, receiver);
        case "message.recalled":
          if (event.isOfUntold) return [];
          return translateNotice(frame, frame.actorId, "撤回了一条消息", caller, userId);
        default:
          return [];
      }
    },
  };

  function createSenders() {
    const kept = new Map<string, { readonly sender: object; readonly until: number }>();
    return {
      get: (messageId: string) => kept.get(messageId)?.sender,
      set(messageId: string, sender: object) {
        const now = host.clock.elapsedMs();
        kept.set(messageId, { sender, until: now + sendersKept.ttlMs });
        for (const [id, { until }] of kept) {
          if (until > now && kept.size <= sendersKept.max) break;
          kept.delete(id);
        }
      },
    };
  }
}

interface Told {
  readonly content: MessageContent;
  readonly senderId: number;
  readonly sentAt: number;
  readonly clientNote?: string;
}

/** As its sender's client spelled it; anew, and what holds several things as several, what came by another way, or says something else by now. */
export function textsOfMessage(told: Told, type: 1 | 2, targetId: number): readonly string[] {
  const { content, senderId, sentAt } = told;
  const spelled = spellingOf(told, type, targetId);
  if (spelled !== null) return [spelled];
  return partsOf(content).map((part) => {
    const shown = shownOf(part, (mediaId) => addressOf(mediaId, sentAt, part));
    return frameText({ ...shown, type, targetId, userId: senderId, at: sentAt });
  });
}

/** Anybody may have written the note: it must say of the message what is true. */
function spellingOf({ clientNote, content, senderId }: Told, type: 1 | 2, targetId: number): string | null {
  if (clientNote === undefined) return null;
  try {
    const { ginchat: raw } = JSON.parse(clientNote) as { readonly ginchat?: unknown };
    if (typeof raw !== "string") return null;
    const frame = readFrame(raw);
    const isOwn = frame.userId === "" || frame.userId === String(senderId);
    if (!isOwn || frame.type !== type || frame.targetId !== targetId) return null;
    const [said, kept] = [contentOf(frame) as MessageContent, content].map(gistOf);
    return said === kept ? raw : null;
  } catch {
    return null;
  }
}

function gistOf(content: MessageContent): string {
  const { content: text, media: kind, url } = shownOf(content, (mediaId) => mediaId);
  return JSON.stringify([text.trim(), kind, url]);
}

/** The frame itself goes with the message, for the clients that read it; null when it is too long for that. */
export function noteOf(raw: string): string | null {
  const note = JSON.stringify({ ginchat: raw });
  return note.length > limits.clientNoteCharsMax ? null : note;
}

/** The address of a file in a message, with an ending that says what it is. */
export function addressOf(mediaId: string, at: number, content: MessageContent): string {
  return uploadAddress(mediaId, at, endingOf(content));
}

function endingOf(content: MessageContent): string {
  switch (content.type) {
    case "voice":
      return ".mp3";
    case "video":
      return ".mp4";
    case "file":
      return /\.[a-z0-9]{1,8}$/.exec(content.name.toLowerCase())?.[0] ?? ".bin";
    default:
      return ".png";
  }
}
