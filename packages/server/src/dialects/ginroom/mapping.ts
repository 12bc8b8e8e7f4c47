/**
 * Rooms, people and messages of the contract and of the engine. A room is a conversation and `room_identity` its uuid:
 * of type 1 the one of two friends, for as long as they are friends; of type 2 a group. The lobby is no room.
 */
import {
  type Conversation,
  type ConversationDetails,
  limits,
  type Message,
  type MessageContent,
  ParleyError,
  previewOf,
} from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";
import { fileOf, partsOf } from "../message-parts.ts";

export const roomTypes = { private: 1, group: 2 } as const;

/** What never changes of a conversation. */
export interface Room {
  readonly conversationId: number;
  readonly identity: string;
  readonly kind: Conversation["kind"];
  /** Of a direct conversation, both. */
  readonly memberIds: readonly number[];
}

export type Details = ConversationDetails & { readonly conversation: Conversation };
export type Mapping = ReturnType<typeof createMapping>;

/** Asked for each word on a socket; its own events tell it sooner. */
const friendsCached = { max: 20_000, ttlMs: 10_000 };
const roomsCached = { max: 20_000, ttlMs: 3_600_000 };
const detailsCached = { max: 5_000, ttlMs: 60_000 };
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function createMapping(host: DialectHost) {
  const rooms = host.cache<number, Room>(roomsCached);
  const roomIds = host.cache<string, number>(roomsCached);
  const details = host.cache<number, Details>(detailsCached);
  const friends = host.cache<string, boolean>(friendsCached);
  host.onChanged(({ conversationId }) => {
    if (conversationId !== undefined) details.forget(conversationId);
  });

  const roomOf = (caller: Caller, conversationId: number): Promise<Room> =>
    rooms.get(conversationId, async () => {
      const { conversation, uuid } = await host.call(caller, "conversation.get", { conversationId });
      const { kind } = conversation;
      const page = { conversationId, limit: 2 };
      const members = kind === "direct" ? (await host.call(caller, "member.list", page)).members : [];
      return { conversationId, identity: uuid, kind, memberIds: members.map(({ userId }) => userId) };
    });

  async function isFriend(caller: Caller, _userId: number, otherId: number): Promise<boolean> {
    return (await host.call(caller, "contact.isContact", { userId: otherId })).isContact;
  }

  const wasFriend = (caller: Caller, userId: number, otherId: number): Promise<boolean> =>
    friends.get(`${userId} ${otherId}`, () => isFriend(caller, userId, otherId));

  /** @throws not_found where there is no such room for the user */
  async function assertRoom(
    caller: Caller,
    userId: number,
    room: Room,
    isFriendOf: typeof isFriend,
  ): Promise<void> {
    if (room.kind === "group") return;
    const otherId = peerOf(room, userId);
    const isOpen = room.kind === "direct" && otherId !== null && (await isFriendOf(caller, userId, otherId));
    if (!isOpen) throw new ParleyError("not_found");
  }

  async function idOf(caller: Caller, identity: string): Promise<number> {
    const uuid = identity.toLowerCase();
    if (!uuidPattern.test(uuid)) throw new ParleyError("not_found");
    return roomIds.get(uuid, async () => {
      return (await host.call(caller, "conversation.get", { uuid })).conversation.id;
    });
  }

  return {
    userOf: host.userOf,
    roomOf,
    isFriend,
    /** What is known of who are friends is not any more. */
    forgetFriend(userId: number, otherId: number): void {
      friends.forget(`${userId} ${otherId}`);
      friends.forget(`${otherId} ${userId}`);
    },
    /** The room that a client names. Whether the user is in it, the engine is asked again. @throws not_found */
    async roomNamed(caller: Caller, userId: number, identity: string): Promise<Room> {
      const room = await roomOf(caller, await idOf(caller, identity));
      await assertRoom(caller, userId, room, isFriend);
      return room;
    },
    /** The same for who says one word after the other. @throws not_found */
    async roomSpokenIn(caller: Caller, userId: number, identity: string): Promise<Room> {
      const room = await roomOf(caller, await idOf(caller, identity));
      await assertRoom(caller, userId, room, wasFriend);
      return room;
    },
    /** The room that a user shares with a friend. */
    async roomWith(caller: Caller, otherId: number): Promise<Room> {
      const { conversation } = await host.call(caller, "conversation.openDirect", { userId: otherId });
      return roomOf(caller, conversation.id);
    },
    detailsOf: (caller: Caller, conversationId: number): Promise<Details> =>
      details.get(conversationId, () => host.call(caller, "conversation.get", { conversationId })),
    /** The text of each message for this reader: of files their addresses, each in a line, and what is written below. */
    async textsOf(caller: Caller, messages: readonly Pick<Message, "content">[]): Promise<readonly string[]> {
      const said = messages.map(({ content }) => (content === null ? [] : partsOf(content)));
      const ids = [...new Set(said.flat().flatMap((part) => fileOf(part)?.id ?? []))];
      const links = new Map<string, string>();
      for (let from = 0; from < ids.length; from += limits.mediaLinksMax) {
        const asked = ids.slice(from, from + limits.mediaLinksMax);
        const found = await host.call(caller, "media.link", { ids: asked });
        for (const { id, url } of found.links) links.set(id, url);
      }
      const textOfPart = (part: MessageContent) => links.get(fileOf(part)?.id ?? "") ?? textOf(part);
      return said.map((parts) => parts.map(textOfPart).join("\n"));
    },
  };
}

/** The other one of a direct conversation. */
export function peerOf({ memberIds }: Room, userId: number): number | null {
  return memberIds.find((memberId) => memberId !== userId) ?? null;
}

/** What the system says between two friends, as that they are now: the contract has no such words. */
export function isNotice(kind: Room["kind"], { senderId }: Pick<Message, "senderId">): boolean {
  return kind === "direct" && senderId === 0;
}

function textOf(content: MessageContent): string {
  return content.type === "text" ? content.text : previewOf(content, "zh-CN");
}
