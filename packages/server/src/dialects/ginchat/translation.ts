/** Events as frames. What was said by a client of this dialect is relayed as it was spelled. */
import type { EventFrame, MessageContent } from "@parley/protocol";
import type { Caller, DialectEvent, DialectHost, Frames } from "../dialect.ts";
import { frameText, media, shownOf, targets } from "./codec.ts";
import { uploadAddress } from "./upload-address.ts";

type Sent = Extract<EventFrame, { ev: "message.sent" }>;

/** With whom a conversation is: the other side of a direct one, or everybody in it. */
export interface Place {
  readonly type: 1 | 2;
  readonly memberIds: readonly number[];
}

const placesCached = { max: 20_000, ttlMs: 3_600_000 };
/** Frames as they came, for the moment until they are told. */
const spelledCached = { max: 10_000, ttlMs: 60_000 };

export interface Translation {
  /** A frame was sent as this message. */
  keep(messageId: string, raw: string, sender: object): void;
  translate(event: DialectEvent, caller: Caller, userId: number, receiver: object): Promise<Frames> | Frames;
}

export function createTranslation(host: DialectHost, echoesGroups: boolean): Translation {
  const places = host.cache<number, Place | null>(placesCached);
  const spelled = createSpellings();

  function placeOf(caller: Caller, conversationId: number): Promise<Place | null> {
    return places.get(conversationId, async () => {
      const { conversation } = await host.call(caller, "conversation.get", { conversationId });
      if (conversation.kind !== "direct") return { type: targets.group, memberIds: [] };
      const { members } = await host.call(caller, "member.list", { conversationId, limit: 2 });
      return { type: targets.user, memberIds: members.map(({ userId }) => userId) };
    });
  }

  async function translateSent(frame: Sent, caller: Caller, receiver: object): Promise<Frames> {
    const { content, conversationId, id, senderId, sentAt } = frame;
    if (content === null) return [];
    const place = await placeOf(caller, conversationId);
    if (place === null) return [];
    const own = spelled.get(id);
    if (own !== undefined) {
      const isEcho = own.sender === receiver;
      if (isEcho && !(echoesGroups && place.type === targets.group)) return [];
      return [own.raw];
    }
    const shown = shownOf(content, (mediaId) => addressOf(mediaId, sentAt, content));
    const targetId =
      place.type === targets.group
        ? conversationId
        : (place.memberIds.find((memberId) => memberId !== senderId) ?? senderId);
    return [frameText({ ...shown, type: place.type, targetId, userId: senderId, at: sentAt })];
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
    if (place === null || actorId === userId) return [];
    const targetId = place.type === targets.group ? conversationId : userId;
    const shown = { media: media.text, content, url: "", amount: 0 };
    return [frameText({ ...shown, type: place.type, targetId, userId: actorId, at })];
  }

  return {
    keep: (messageId, raw, sender) => spelled.set(messageId, { raw, sender }),
    translate({ frame, isMissed }, caller, userId, receiver) {
      switch (frame.ev) {
        case "message.sent":
          // Of what was missed one's own is no part, but for what this very client says while it is told the rest.
          if (isMissed && frame.senderId === userId && spelled.get(frame.id)?.sender !== receiver) return [];
          return translateSent(frame, caller, receiver);
        case "message.recalled":
          // What was taken back while nobody was there is not told in the first place.
          if (isMissed) return [];
          return translateNotice(frame, frame.actorId, "撤回了一条消息", caller, userId);
        default:
          return [];
      }
    },
  };

  function createSpellings() {
    const kept = new Map<string, { readonly raw: string; readonly sender: object; readonly until: number }>();
    return {
      get: (messageId: string) => kept.get(messageId),
      set(messageId: string, spelling: { readonly raw: string; readonly sender: object }) {
        const now = host.clock.elapsedMs();
        kept.set(messageId, { ...spelling, until: now + spelledCached.ttlMs });
        for (const [id, { until }] of kept) {
          if (until > now && kept.size <= spelledCached.max) break;
          kept.delete(id);
        }
      },
    };
  }
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
