/** Events as frames of the contract. A frame that is the same for all of its receivers is made once. */
import { type EventFrame, type MessageContent, ParleyError } from "@parley/protocol";
import type { Caller, DialectEvent, DialectHost, Frames } from "../dialect.ts";
import { fileOf, partsOf } from "../message-parts.ts";
import { groupCreatedFrame, paramsFrame, types } from "./codec.ts";
import { fileTypeOf, type Mapping, redPacketKind, type Text, textOfMessage } from "./mapping.ts";
import type { Msgids } from "./msgids.ts";

type Sent = Extract<EventFrame, { ev: "message.sent" }>;
type Recalled = Extract<EventFrame, { ev: "message.recalled" }>;
type Created = Extract<EventFrame, { ev: "conversation.created" }>;

/** What is known of a conversation: with whom it is, or which number it has. */
type Place = "direct" | "group" | null;

export interface Translation {
  /** As far as is known: what is private can be acknowledged. */
  isGroup(conversationId: number): boolean;
  translate(event: DialectEvent, caller: Caller, userId: number): Promise<Frames> | Frames;
}

const placesCached = { max: 20_000, ttlMs: 3_600_000 };

export function createTranslation(
  host: DialectHost,
  mapping: Mapping,
  msgids: Msgids,
  /** Resolves when a group that the user is creating has its number. */
  numbered: (creatorId: number) => Promise<void>,
): Translation {
  const places = host.cache<number, Place>(placesCached);

  async function loadPlace(caller: Caller, conversationId: number): Promise<Place> {
    const { group } = await host.call(caller, "group.get", { conversationId }).catch(noGroup);
    if (group !== null) return group.conversation.kind === "group" ? "group" : null;
    const { members } = await host.call(caller, "member.list", { conversationId, limit: 3 });
    return members.length === 2 ? "direct" : null;
  }

  const placeOf = (caller: Caller, conversationId: number) =>
    places.get(conversationId, () => loadPlace(caller, conversationId));

  function translateSent(event: DialectEvent, frame: Sent, caller: Caller, userId: number) {
    if (frame.content === null) return [];
    // What the user said by another client: with whom it is has to be asked.
    // It is news while it happens; of what was missed one's own is no part.
    if (frame.senderId === userId) return event.isMissed ? [] : makeSent(event, frame, caller, userId);
    const place = places.known(frame.conversationId);
    if (place === null) return [];
    const key = place === "direct" ? `known ${userId}` : "known";
    const known = place === undefined ? null : event.once(key, () => knownFrames(frame, place, userId));
    return known ?? makeSent(event, frame, caller, userId);
  }

  /** Of what is remembered alone, for everybody at once; null when something has to be asked. */
  function knownFrames(frame: Sent, place: NonNullable<Place>, userId: number): Frames | null {
    const { content, conversationId, id, senderId } = frame;
    const text = content === null ? null : textOfMessage(content);
    const fromUser = mapping.knownUser(senderId);
    if (text === null || fromUser === undefined || isRedPacket(content)) return null;
    if (place === "direct") {
      const toUser = mapping.knownUser(userId);
      if (toUser === undefined) return null;
      return [paramsFrame(types.privateMessage, { ...text, fromUser, toUser, ...msgids.of(id) })];
    }
    const groupId = mapping.knownNumber(conversationId);
    const nameList = mapping.knownNames(conversationId);
    if (groupId === undefined || nameList === undefined) return null;
    return [paramsFrame(types.groupMessage, { ...text, fromUser, groupId, nameList })];
  }

  async function makeSent(event: DialectEvent, frame: Sent, caller: Caller, userId: number): Promise<Frames> {
    const { content, conversationId } = frame;
    if (content === null) return [];
    const place = await placeOf(caller, conversationId);
    if (place === null) return [];
    if (fileOf(content) !== null) {
      const texts = await Promise.all(partsOf(content).map((part) => textOfPart(part, caller)));
      return Promise.all(texts.map((text) => messageFrame(frame, place, text, caller, userId)));
    }
    const text = textOfMessage(content);
    if (text === null) return [];
    const receiver = place === "direct" ? String(userId) : "all";
    return [await event.once(`message ${receiver}`, () => messageFrame(frame, place, text, caller, userId))];
  }

  /** Addresses of files are each reader's own. */
  async function textOfPart(part: MessageContent, caller: Caller): Promise<Text> {
    const text = textOfMessage(part);
    return text ?? { message: await linkOf(caller, fileOf(part)?.id ?? ""), fileType: fileTypeOf(part) };
  }

  async function otherIn(caller: Caller, conversationId: number, userId: number): Promise<number> {
    const { members } = await host.call(caller, "member.list", { conversationId, limit: 2 });
    return members.find((member) => member.userId !== userId)?.userId ?? userId;
  }

  /** The contract has no word for it: said as a text of who took it back. */
  function translateRecalled(frame: Recalled, caller: Caller, userId: number): Promise<Frames> | Frames {
    const { actorId, at, ...place } = frame;
    if (actorId === userId) return [];
    const content = { type: "text", text: "撤回了一条消息" } as const;
    const said: Sent = { ...place, ev: "message.sent", senderId: actorId, sentAt: at, content };
    return makeText(said, caller, userId);
  }

  async function makeText(frame: Sent, caller: Caller, userId: number): Promise<Frames> {
    const place = await placeOf(caller, frame.conversationId);
    const text = frame.content === null ? null : textOfMessage(frame.content);
    return place === null || text === null ? [] : [await messageFrame(frame, place, text, caller, userId)];
  }

  async function linkOf(caller: Caller, id: string): Promise<string> {
    const { links } = await host.call(caller, "media.link", { ids: [id] });
    return links[0]?.url ?? "";
  }

  async function messageFrame(
    { content, conversationId, id, senderId }: Sent,
    place: NonNullable<Place>,
    text: Text,
    caller: Caller,
    userId: number,
  ): Promise<string> {
    const fromUser = await mapping.userOf(caller, senderId);
    if (place === "direct") {
      const toId = senderId === userId ? await otherIn(caller, conversationId, userId) : userId;
      const toUser = await mapping.userOf(caller, toId);
      if (isRedPacket(content)) return redPacketFrame(content.data, { fromUser, toUser });
      return paramsFrame(types.privateMessage, { ...text, fromUser, toUser, ...msgids.of(id) });
    }
    const groupId = await mapping.numberOf(conversationId);
    if (isRedPacket(content)) return redPacketFrame(content.data, { fromUser, groupId });
    const nameList = await mapping.namesOf(caller, conversationId);
    return paramsFrame(types.groupMessage, { ...text, fromUser, groupId, nameList });
  }

  async function translateCreated({ actorId, conversation }: Created, caller: Caller): Promise<Frames> {
    if (conversation.kind !== "group") return [];
    await numbered(actorId);
    const groupId = await mapping.numberOf(conversation.id);
    return [groupCreatedFrame(groupId, await mapping.namesOf(caller, conversation.id))];
  }

  return {
    isGroup: (conversationId) => places.known(conversationId) === "group",
    translate(event, caller, userId) {
      const { frame } = event;
      switch (frame.ev) {
        case "message.sent":
          return translateSent(event, frame, caller, userId);
        case "message.recalled":
          return event.isOfUntold ? [] : translateRecalled(frame, caller, userId);
        case "conversation.created":
          return translateCreated(frame, caller);
        case "member.added":
          return frame.members.some((member) => member.userId === userId)
            ? translateCreated({ ...frame, ev: "conversation.created", memberIds: [] }, caller)
            : [];
        default:
          return [];
      }
    },
  };
}

function isRedPacket(content: Sent["content"]): content is Extract<MessageContent, { type: "custom" }> {
  return content?.type === "custom" && content.kind === redPacketKind;
}

function redPacketFrame(data: unknown, people: object): string {
  return paramsFrame(types.redPacket, { ...(data as object), ...people });
}

/** What is no group is not found as one. */
function noGroup(error: unknown): { readonly group: null } {
  if (error instanceof ParleyError && error.code === "not_found") return { group: null };
  throw error;
}
