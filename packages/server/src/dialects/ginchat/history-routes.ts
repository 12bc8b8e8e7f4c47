/** What two people said to each other, as JSON texts. */
import { type Head, type Message, ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { refused, upper } from "./answers.ts";
import { targets } from "./codec.ts";
import type { Flavour, Ginchat } from "./flavour.ts";
import { authenticated, type Fields, idOf, textOf } from "./identity.ts";
import { textsOfMessage } from "./translation.ts";

/** At most so many in one answer. */
const messagesMax = 500;
/** Ranks are counted from one end, so further in there is nothing to be had. */
const walkedMax = 10_000;
const pageSize = 100;
const inboxPagesMax = 10;

/** In which key the list travels, and whether its order and ranks are the caller's to say. */
interface Shape {
  readonly listIn: "Rows" | "Total";
  readonly isRanked: boolean;
}

const shapes: Readonly<Record<Flavour["name"], Shape>> = {
  hertz: { listIn: "Total", isRanked: true },
  gochat: { listIn: "Rows", isRanked: false },
};

/** From which end, and which. */
interface Ranks {
  readonly isOldestFirst: boolean;
  readonly start: number;
  /** The last one too. */
  readonly end: number;
}

export function historyRoutes({ flavour, host }: Ginchat): readonly Route[] {
  const names = Object.keys(shapes) as Flavour["name"][];

  async function history(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    const [a, b] = [idOf(textOf(fields, "userIdA")), idOf(textOf(fields, "userIdB"))];
    if (a === null || b === null) return upper({ code: refused, message: "参数错误" });
    if (a !== actor.userId && b !== actor.userId) throw new ParleyError("forbidden");
    const community = idOf(textOf(fields, "comId"));
    const asker = clientOf(actor.userId);
    const { isRanked, listIn } = shapes[asker ?? flavour.name];
    const other = a === actor.userId ? b : a;
    const place: Place | null =
      community === null ? await directWith(caller, actor.userId, other) : groupOf(community);
    const texts = place === null ? [] : await textsOf(caller, place, isRanked ? ranksOf(fields) : null);
    return upper({
      message: "查询成功",
      rows: listIn === "Rows" || asker === null ? texts : "ok",
      total: listIn === "Total" || asker === null ? texts : "ok",
    });
  }

  /** Whose client asks: the path tells nothing where both are spoken, the socket it has open does. Null: not known. */
  function clientOf(userId: number): Flavour["name"] | null {
    const connected = host.dialectsOf(userId);
    if (connected.includes(flavour.name)) return flavour.name;
    const cousin = names.find((name) => name !== flavour.name && host.spoken.includes(name));
    if (cousin === undefined) return flavour.name;
    return connected.includes(cousin) ? cousin : null;
  }

  function ranksOf(fields: Fields): Ranks {
    const numberAt = (name: string, otherwise: number) => {
      const text = textOf(fields, name);
      return /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;
    };
    const start = Math.max(0, numberAt("start", 0));
    const end = numberAt("end", -1);
    const isOldestFirst = /^(true|1|t)$/i.test(textOf(fields, "isRev"));
    const endMax = start + messagesMax - 1;
    return { isOldestFirst, start, end: end < 0 ? endMax : Math.min(end, endMax) };
  }

  /** Without ranks the newest, the oldest of them first. */
  async function textsOf(caller: Caller, place: Place, ranks: Ranks | null): Promise<string[]> {
    const { end, isOldestFirst, start } = ranks ?? { isOldestFirst: false, start: 0, end: messagesMax - 1 };
    const texts: string[] = [];
    let rank = 0;
    for await (const message of walk(caller, place.conversationId, isOldestFirst)) {
      if (rank > end) break;
      const said = textsOfMessage(message, place.type, place.targetOf(message.senderId));
      for (const text of isOldestFirst ? said : said.toReversed()) {
        if (rank >= start && rank <= end) texts.push(text);
        rank += 1;
      }
    }
    return ranks === null ? texts.toReversed() : texts;
  }

  async function directWith(caller: Caller, userId: number, other: number): Promise<Place | null> {
    const conversationId = await directIdWith(caller, other);
    const targetOf = (senderId: number) => (senderId === userId ? other : userId);
    return conversationId === null ? null : { conversationId, type: targets.user, targetOf };
  }

  async function directIdWith(caller: Caller, userId: number): Promise<number | null> {
    try {
      return (await host.call(caller, "conversation.openDirect", { userId })).conversation.id;
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found") return formerDirect(caller, userId);
      throw error;
    }
  }

  /** With somebody who is gone: what they said stays. */
  async function formerDirect(caller: Caller, userId: number): Promise<number | null> {
    let before: string | null = null;
    for (let pages = 0; pages < inboxPagesMax; pages += 1) {
      const page: { heads: readonly Head[]; next: string | null } = await host.call(caller, "inbox.list", {
        limit: pageSize,
        ...(before === null ? {} : { before }),
      });
      const found = page.heads.find(({ peerId }) => peerId === userId);
      if (found !== undefined) return found.conversation.id;
      if (page.next === null) return null;
      before = page.next;
    }
    return null;
  }

  /** What people said and did not take back. */
  async function* walk(
    caller: Caller,
    conversationId: number,
    isOldestFirst: boolean,
  ): AsyncGenerator<SaidMessage> {
    let side: object = isOldestFirst ? { afterSeq: 0 } : {};
    for (let walked = 0; walked < walkedMax; walked += pageSize) {
      const args = { conversationId, limit: pageSize, ...side };
      const { messages } = await host.call(caller, "message.list", args);
      for (const message of isOldestFirst ? messages : messages.toReversed()) {
        if (isSaid(message)) yield message;
      }
      const [first, last] = [messages.at(0), messages.at(-1)];
      if (first === undefined || last === undefined || messages.length < pageSize) return;
      side = isOldestFirst ? { afterSeq: last.seq } : { beforeSeq: first.seq };
    }
  }

  return [{ method: "POST", path: "/user/redisMsg", handle: history }];
}

interface Place {
  readonly conversationId: number;
  readonly type: 1 | 2;
  targetOf(senderId: number): number;
}

/** Of a group, for clients that ask for it: the contract names nothing that does. */
function groupOf(conversationId: number): Place {
  return { conversationId, type: targets.group, targetOf: () => conversationId };
}

type SaidMessage = Message & { readonly content: NonNullable<Message["content"]> };

function isSaid(message: Message): message is SaidMessage {
  return message.content !== null && message.content.type !== "notice";
}
