/**
 * Ids, people and messages of the contract and of the engine. An `openid` is a user's id or uuid, or a name that an open
 * network gave; a group's number is the one its creator chose, or its own.
 */
import { type MessageContent, ParleyError, previewOf, type User } from "@parley/protocol";
import { derivedId } from "../derived-id.ts";
import type { Caller, DialectHost } from "../dialect.ts";
import { fileOf } from "../message-parts.ts";
import type { NettyUser } from "./codec.ts";

export const openidNamespace = "netty.openid";
const groupNamespace = "netty.group";
/** Where a group's own id is the number of another, its number is this much more. */
const secondNumbers = 1_000_000_000;

const fileKind = "netty.file";
export const redPacketKind = "netty.red-packet";

const peopleCached = { max: 20_000, ttlMs: 60_000 };
const groupsCached = { max: 2_000, ttlMs: 60_000 };
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type Mapping = ReturnType<typeof createMapping>;

export interface Text {
  readonly message: string;
  readonly fileType: string;
}

export function createMapping(host: DialectHost, namesMax: number) {
  const { externalIds } = host;
  const openids = host.cache<number, string>(peopleCached);
  const ids = host.cache<string, number | null>(peopleCached);
  const groups = host.cache<string, number>(groupsCached);
  const directs = host.cache<string, number>(peopleCached);
  const numbers = host.cache<number, number>(groupsCached);
  const names = host.cache<number, readonly string[]>(groupsCached);
  host.onChanged(({ conversationId }) => {
    if (conversationId !== undefined) names.forget(conversationId);
  });

  const openidOf = (id: number) =>
    openids.get(id, async () => (await externalIds.nameOf(openidNamespace, id)) ?? String(id));

  async function userOf(caller: Caller, id: number): Promise<NettyUser> {
    const [user, openid] = await Promise.all([host.userOf(caller, id), openidOf(id)]);
    return shown(id, openid, user);
  }

  function shown(id: number, openid: string, user: User | null): NettyUser {
    if (id === 0) return { openid, userName: "系统消息", loginStatus: "1" };
    const loginStatus = host.peersOf(id).length > 0 ? "1" : "0";
    return { openid, userName: user?.nickname ?? "", loginStatus };
  }

  /** Without asking anybody; undefined when that would be needed. */
  function knownUser(id: number): NettyUser | undefined {
    const [user, openid] = [host.knownUser(id), openids.known(id)];
    return user === undefined || openid === undefined ? undefined : shown(id, openid, user);
  }

  const knownUserId = (openid: string) =>
    ids.get(openid, async () => {
      const named = await externalIds.find(openidNamespace, openid);
      return named ?? (/^[1-9][0-9]{0,14}$/.test(openid) ? Number(openid) : null);
    });

  /** @throws not_found */
  async function userIdOf(caller: Caller, openid: string): Promise<number> {
    const known = await knownUserId(openid);
    if (known !== null) return known;
    const uuid = openid.toLowerCase();
    if (!uuidPattern.test(uuid)) throw new ParleyError("not_found");
    return (await host.call(caller, "user.get", { uuid })).profile.id;
  }

  async function numberOf(conversationId: number): Promise<number> {
    const known = await externalIds.nameOf(groupNamespace, conversationId);
    if (known !== null) return Number(known);
    for (const number of [conversationId, conversationId + secondNumbers]) {
      const owner = await externalIds.keep(groupNamespace, String(number), conversationId);
      if (owner === conversationId) return number;
    }
    throw new Error(`no number is left for conversation ${conversationId}`);
  }

  async function loadNames(caller: Caller, conversationId: number): Promise<readonly string[]> {
    const { group } = await host.call(caller, "group.get", { conversationId });
    // What only some may see is not remembered for all.
    if (group.settings.hidesMembers) return [];
    const { members, users } = await host.call(caller, "member.list", { conversationId, limit: namesMax });
    const nicknames = new Map(users.map(({ id, nickname }) => [id, nickname]));
    return members.map(({ nickname, userId }) => nickname ?? nicknames.get(userId) ?? "");
  }

  return {
    openidOf,
    userOf,
    knownUser,
    knownNumber: numbers.known,
    knownNames: names.known,
    userIdOf,
    /** Without asking the engine; null when it is no such name. */
    knownUserId,
    numberOf: (conversationId: number) => numbers.get(conversationId, () => numberOf(conversationId)),
    /** Gives a new group the number its creator chose. @throws conflict when it is another's */
    async keepNumber(groupId: string, conversationId: number): Promise<void> {
      const owner = await externalIds.keep(groupNamespace, groupId, conversationId);
      groups.forget(groupId);
      if (owner !== conversationId) throw new ParleyError("conflict");
    },
    isNumberTaken: async (groupId: string) => (await externalIds.find(groupNamespace, groupId)) !== null,
    /** @throws not_found */
    conversationOf: (groupId: string) =>
      groups.get(groupId, async () => {
        const named = await externalIds.find(groupNamespace, groupId);
        if (named !== null) return named;
        if (!/^[1-9][0-9]{0,14}$/.test(groupId)) throw new ParleyError("not_found");
        return Number(groupId);
      }),
    /** It means somebody else from now on. */
    renamed(openid: string, userId: number): void {
      ids.forget(openid);
      openids.forget(userId);
    },
    directWith: (caller: Caller, userId: number, otherId: number) =>
      directs.get(`${userId} ${otherId}`, async () => {
        const { conversation } = await host.call(caller, "conversation.openDirect", { userId: otherId });
        return conversation.id;
      }),
    namesOf: (caller: Caller, conversationId: number) =>
      names.get(conversationId, () => loadNames(caller, conversationId)),
  };
}

/** What is sent: a text is one to every client, anything else keeps the type the contract's clients gave it. */
export function contentOf({ fileType, message }: Text) {
  if (fileType === "" || fileType === "text") return { type: "text" as const, text: message };
  return {
    type: "custom" as const,
    kind: fileKind,
    data: { fileType, message },
    fallback: fallbackOf(message),
  };
}

export function redPacketContent(params: Readonly<Record<string, unknown>>, message: string) {
  return {
    type: "custom" as const,
    kind: redPacketKind,
    data: params,
    fallback: fallbackOf(`[红包] ${message}`),
  };
}

function fallbackOf(message: string): string {
  const text = message.trim().slice(0, 200);
  return text === "" ? "[消息]" : text;
}

const fileTypes = {
  text: "text",
  image: "image",
  voice: "voice",
  video: "video",
  file: "file",
  location: "location",
  contact: "card",
  sticker: "image",
  custom: "text",
  encrypted: "text",
  forward: "text",
  poll: "text",
  stream: "text",
  notice: "text",
} as const satisfies Record<MessageContent["type"], string>;

/** How a content is called as `fileType`, where no client of this contract said it. */
export function fileTypeOf({ type }: MessageContent): string {
  return fileTypes[type];
}

/** What a message says to every client of this contract; null where it shows a file, whose address each gets its own. */
export function textOfMessage(content: MessageContent): Text | null {
  if (fileOf(content) !== null) return null;
  if (content.type === "custom" && content.kind === fileKind) {
    const { fileType, message } = content.data as { fileType?: unknown; message?: unknown };
    return { message: String(message ?? ""), fileType: String(fileType ?? "") };
  }
  const message = content.type === "text" ? content.text : previewOf(content, "zh-CN");
  return { message, fileType: fileTypeOf(content) };
}

/** The id of a message that a client numbers itself: the same for the same number of the same person (MSG-2). */
export function messageIdOf(userId: number, msgid: string): string {
  if (uuidPattern.test(msgid)) return msgid;
  return derivedId(`netty ${userId} ${msgid}`);
}
