/** Rooms: opening, joining, listing them, and what was said in one. The contract announces the first three (Q6). */
import { type Head, type Message, ParleyError } from "@parley/protocol";
import type { Caller, DialectHost, Route } from "../dialect.ts";
import { done, invalid, refused } from "./codec.ts";
import { type Asked, withToken } from "./identity.ts";
import { type Details, isNotice, type Mapping, peerOf } from "./mapping.ts";
import { messageRecord, roomRecord } from "./records.ts";
import { check } from "./validation.ts";

const pageDefault = 20;
const pageMax = 100;
const roomPageMax = 50;
/** History is read from its newest end: so many answers of so many messages, and no further. */
const historyCallsMax = 100;
const historyPageMax = 200;
/** Lists of rooms are read from their beginning: so far and no further. */
const roomPagesMax = 50;
/** Numbers of rooms whose creator gave none begin here, or after so many more where somebody was faster. */
const ownNumbers = [100_000, 1_100_000];

export function roomRoutes(host: DialectHost, mapping: Mapping): readonly Route[] {
  async function create({ caller, request }: Asked): Promise<Response> {
    const checked = check(await request.fields(), ["name", "number", "info"], "number", "info");
    if ("faults" in checked) return invalid(checked.faults);
    const { info, name, number } = checked.values;
    const { conversation } = await host.call(caller, "group.create", {
      ...{ name, memberIds: [] },
      ...(number === "" ? {} : { number }),
      ...(info === "" ? {} : { description: info }),
    });
    const conversationId = conversation.id;
    // Who knows the number comes in.
    await host.call(caller, "group.update", { conversationId, settings: { join: "open" } });
    if (number === "") await giveNumber(caller, conversationId);
    return done("创建成功", await recordOf(caller, conversationId));
  }

  async function giveNumber(caller: Caller, conversationId: number): Promise<void> {
    const { identity } = await mapping.roomOf(caller, conversationId);
    const dense = await host.externalIds.number("ginroom.room", identity);
    for (const start of ownNumbers) {
      try {
        await host.call(caller, "group.update", { conversationId, number: String(start + dense) });
        return;
      } catch (error) {
        if (!(error instanceof ParleyError && error.code === "conflict")) throw error;
      }
    }
  }

  async function join({ caller, request }: Asked): Promise<Response> {
    const checked = check(await request.fields(), ["number"]);
    if ("faults" in checked) return invalid(checked.faults);
    const joined = await host.call(caller, "group.join", { number: checked.values.number });
    if (joined.status === "requested") return done("已申请加入", {});
    return done("加入成功", await recordOf(caller, joined.conversation.id));
  }

  async function recordOf(caller: Caller, conversationId: number) {
    const details = await mapping.detailsOf(caller, conversationId);
    const { createdAt, ownerId } = details.conversation;
    const owner = ownerId === null ? null : await mapping.userOf(caller, ownerId);
    return roomRecord(details, owner, createdAt);
  }

  return [
    { method: "POST", path: "/user/room/create", handle: withToken(host, create) },
    { method: "POST", path: "/user/room/join", handle: withToken(host, join) },
    {
      method: "GET",
      path: "/user/room/list",
      handle: withToken(host, (asked) => listRooms(host, mapping, asked)),
    },
    {
      method: "GET",
      path: "/user/chat/list",
      handle: withToken(host, (asked) => listMessages(host, mapping, asked)),
    },
  ];
}

/** The conversation list: the most recently active first, with the newest message and what is unread. */
async function listRooms(
  host: DialectHost,
  mapping: Mapping,
  { actor, caller, request }: Asked,
): Promise<Response> {
  const page = pageOf(request.query("page_index"), request.query("limit"), roomPageMax);
  if (page === null || page.index > roomPagesMax) return refused("页码错误");
  const heads = await headsOf(host, caller, page.index, page.limit);
  const rooms = await Promise.all(heads.map((head) => listedRoom(mapping, caller, actor.userId, head)));
  return done("查询成功", { room_list: rooms.filter((room) => room !== null) });
}

async function headsOf(
  host: DialectHost,
  caller: Caller,
  index: number,
  limit: number,
): Promise<readonly Head[]> {
  let next: string | null = null;
  for (let current = 1; ; current += 1) {
    const before: { before?: string } = next === null ? {} : { before: next };
    const found: { readonly heads: readonly Head[]; readonly next: string | null } = await host.call(
      caller,
      "inbox.list",
      { limit, ...before },
    );
    if (current === index) return found.heads;
    if (found.next === null) return [];
    next = found.next;
  }
}

/** Null for what is no room of the contract. */
async function listedRoom(mapping: Mapping, caller: Caller, userId: number, head: Head) {
  const { conversation, lastActiveAt, lastMessage, status, unread } = head;
  if (status === "left" || status === "pending" || conversation.status === "dissolved") return null;
  if (conversation.kind !== "group" && conversation.kind !== "direct") return null;
  const room = await mapping.roomOf(caller, conversation.id);
  const peerId = room.kind === "direct" ? peerOf(room, userId) : null;
  if (room.kind === "direct" && (peerId === null || !(await mapping.isFriend(caller, userId, peerId))))
    return null;
  const known: Details = await mapping.detailsOf(caller, conversation.id);
  const endsInNotice = lastMessage !== null && isNotice(room.kind, lastMessage);
  const [owner, peer, last] = await Promise.all([
    conversation.ownerId === null ? null : mapping.userOf(caller, conversation.ownerId),
    peerId === null ? null : mapping.userOf(caller, peerId),
    lastMessage === null || endsInNotice ? [] : recordsOf(mapping, caller, room.identity, [lastMessage]),
  ]);
  return {
    ...roomRecord({ ...known, conversation }, owner, lastActiveAt),
    user_name: peer?.username ?? "",
    nicname: peer?.nickname ?? "",
    avatar: peer?.avatar ?? conversation.avatar ?? "",
    unread: Math.max(0, unread - (endsInNotice ? 1 : 0)),
    message: last[0] ?? null,
  };
}

async function listMessages(
  host: DialectHost,
  mapping: Mapping,
  { actor, caller, request }: Asked,
): Promise<Response> {
  const identity = request.query("room_identity") ?? "";
  if (identity === "") return refused("房间号不能为空");
  const { conversationId, kind } = await mapping.roomNamed(caller, actor.userId, identity);
  const page = pageOf(request.query("page_index"), request.query("limit"), pageMax);
  if (page === null) return refused("页码错误");
  const isShown = (message: Message) => message.content !== null && !isNotice(kind, message);
  const { messages, newestSeq } = await shownPage(host, caller, conversationId, page, isShown);
  if (page.index === 1 && newestSeq > 0) await markRead(host, caller, conversationId, newestSeq);
  const list = await recordsOf(mapping, caller, identity.toLowerCase(), messages);
  return done("查询成功", { message_list: list });
}

/** One page of what is shown, the newest first: no page but the last is shorter than the others. */
async function shownPage(
  host: DialectHost,
  caller: Caller,
  conversationId: number,
  { index, limit }: { readonly index: number; readonly limit: number },
  isShown: (message: Message) => boolean,
): Promise<{ readonly messages: readonly Message[]; readonly newestSeq: number }> {
  const shown: Message[] = [];
  const wanted = index * limit;
  let newestSeq = 0;
  let from: { beforeSeq?: number } = {};
  for (let calls = 0; calls < historyCallsMax && shown.length < wanted; calls += 1) {
    // A few more, since some of them may not be shown.
    const asked = { conversationId, limit: Math.min(historyPageMax, wanted - shown.length + 10), ...from };
    const { messages } = await host.call(caller, "message.list", asked);
    newestSeq = Math.max(newestSeq, messages.at(-1)?.seq ?? 0);
    shown.push(...messages.filter(isShown).toReversed());
    const beforeSeq = messages[0]?.seq ?? 1;
    if (beforeSeq <= 1) break;
    from = { beforeSeq };
  }
  return { messages: shown.slice(wanted - limit, wanted), newestSeq };
}

/** Who looks at the newest has read them. */
async function markRead(
  host: DialectHost,
  caller: Caller,
  conversationId: number,
  seq: number,
): Promise<void> {
  try {
    await host.call(caller, "inbox.markRead", { conversationId, seq });
  } catch (error) {
    // The next look tells of this one as well.
    if (!(error instanceof ParleyError)) throw error;
  }
}

async function recordsOf(mapping: Mapping, caller: Caller, identity: string, messages: readonly Message[]) {
  const texts = await mapping.textsOf(caller, messages);
  return Promise.all(
    messages.map(async (message, index) => {
      const sender = await mapping.userOf(caller, message.senderId);
      return messageRecord(message, identity, sender, texts[index] ?? "");
    }),
  );
}

/** Pages are counted from 1; null where one is none. */
function pageOf(index: string | null, limit: string | null, max: number) {
  const [given, size] = [numberOf(index, 1), numberOf(limit, pageDefault)];
  return given === null || size === null ? null : { index: given, limit: Math.min(size, max) };
}

function numberOf(text: string | null, otherwise: number): number | null {
  if (text === null || text === "") return otherwise;
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null;
}
