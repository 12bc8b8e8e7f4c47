/** What two people said to each other, by ranks, as JSON texts. */
import { type Message, ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { refused, upper } from "./answers.ts";
import { frameText, shownOf, targets } from "./codec.ts";
import type { Ginchat } from "./flavour.ts";
import { authenticated, idOf, textOf } from "./identity.ts";
import { addressOf } from "./translation.ts";

const messagesMax = 200;
const pageSize = 100;

export function historyRoutes({ flavour, host }: Ginchat): readonly Route[] {
  async function history(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    const [a, b] = [idOf(textOf(fields, "userIdA")), idOf(textOf(fields, "userIdB"))];
    if (a === null || b === null) return upper({ code: refused, message: "参数错误" });
    if (a !== actor.userId && b !== actor.userId) throw new ParleyError("forbidden");
    const other = a === actor.userId ? b : a;
    const messages = await between(caller, actor.userId, other, ranksOf(fields));
    return answer(messages, actor.userId);
  }

  /** Oldest first of one flavour, newest first of the other; a caller with no socket of this one may be the cousin's. */
  function answer(messages: readonly string[], userId: number): Response {
    const isOurs = host.peersOf(userId).length > 0;
    if (!isOurs) return upper({ message: "查询成功", rows: messages, total: messages });
    return flavour.history.listIn === "Total"
      ? upper({ message: "查询成功", rows: "ok", total: messages })
      : upper({ message: "查询成功", rows: messages, total: "ok" });
  }

  function ranksOf(fields: ReadonlyMap<string, unknown>): Ranks {
    const numberAt = (name: string, otherwise: number) => {
      const text = textOf(fields, name);
      return /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;
    };
    const start = Math.max(0, numberAt("start", 0));
    const end = numberAt("end", -1);
    const last = end < 0 ? start + messagesMax - 1 : Math.min(end, start + messagesMax - 1);
    const isOldestFirst = textOf(fields, "isRev") === "true" || !flavour.history.isNewestFirst;
    return { start, last, isOldestFirst };
  }

  async function between(caller: Caller, userId: number, other: number, ranks: Ranks): Promise<string[]> {
    let conversationId: number;
    try {
      conversationId = (await host.call(caller, "conversation.openDirect", { userId: other })).conversation
        .id;
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found") return [];
      throw error;
    }
    const messages = await ranked(caller, conversationId, ranks);
    return messages.flatMap((message) => textOfMessage(message, userId, other));
  }

  /** A message's number is its rank, counted from one end or the other. */
  async function ranked(
    caller: Caller,
    conversationId: number,
    { isOldestFirst, last, start }: Ranks,
  ): Promise<Message[]> {
    const found: Message[] = [];
    let wanted = last - start + 1;
    const newest = isOldestFirst ? 0 : await newestSeq(caller, conversationId);
    let edge = isOldestFirst ? start : newest - start + 1;
    while (wanted > 0 && edge >= 0 && (isOldestFirst || edge > 1)) {
      const limit = Math.min(pageSize, wanted);
      const side = isOldestFirst ? { afterSeq: edge } : { beforeSeq: edge };
      const { messages } = await host.call(caller, "message.list", { conversationId, limit, ...side });
      found.push(...(isOldestFirst ? messages : messages.toReversed()));
      const outermost = isOldestFirst ? messages.at(-1) : messages[0];
      if (outermost === undefined || messages.length < limit) break;
      edge = outermost.seq;
      wanted -= messages.length;
    }
    return found;
  }

  async function newestSeq(caller: Caller, conversationId: number): Promise<number> {
    const { messages } = await host.call(caller, "message.list", { conversationId, limit: 1 });
    return messages[0]?.seq ?? 0;
  }

  return [{ method: "POST", path: "/user/redisMsg", handle: history }];
}

interface Ranks {
  readonly start: number;
  readonly last: number;
  readonly isOldestFirst: boolean;
}

function textOfMessage({ content, senderId, sentAt }: Message, userId: number, other: number): string[] {
  if (content === null) return [];
  const targetId = senderId === userId ? other : userId;
  const shown = shownOf(content, (id) => addressOf(id, sentAt, content));
  return [frameText({ ...shown, type: targets.user, targetId, userId: senderId, at: sentAt })];
}
