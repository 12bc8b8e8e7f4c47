import type { ComplaintQuote, Message } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { QuotedMessage, StoredComplaint } from "../ports/store-complaints.ts";
import { complaintForAdmins } from "./public-complaint.ts";

const standardLimit = 50;

export const listAllComplaints: ReadOperation<"admin.listComplaints"> = {
  kind: "read",
  async run({ reader }, _actor, args) {
    const limit = args.limit ?? standardLimit;
    const found = await reader.complaints.page({
      userId: null,
      status: args.status ?? null,
      beforeId: args.beforeId ?? null,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const complaints = [];
    for (const stored of page) {
      const quoted: ComplaintQuote[] = [];
      for (const place of await placesOf(reader, stored)) quoted.push(...(await lookUp(reader, place)));
      complaints.push({ complaint: complaintForAdmins(stored), quoted });
    }
    const people = page.flatMap((stored) => [
      stored.userId,
      ...(stored.target.kind === "user" ? [stored.target.userId] : []),
    ]);
    const senders = complaints.flatMap(({ quoted }) => quoted.map(({ message }) => message.senderId));
    const userIds = [...new Set([...people, ...senders])];
    return {
      complaints,
      users: userIds.length === 0 ? [] : await reader.users.list(userIds),
      hasMore: found.length > limit,
    };
  },
};

/** What it is about, when that is a message, and what it quotes. */
async function placesOf(reader: Reader, { target, quotes }: StoredComplaint): Promise<QuotedMessage[]> {
  if (target.kind !== "message") return [...quotes];
  const { conversationId, id } = target;
  if (quotes.some((quote) => quote.id === id)) return [...quotes];
  const message = await reader.log.findMessage(conversationId, id);
  return message === null ? [...quotes] : [{ conversationId, id, seq: message.seq }, ...quotes];
}

/** The message as it is now: recalled, it shows nothing (INV-12). */
async function lookUp(reader: Reader, { conversationId, seq }: QuotedMessage): Promise<ComplaintQuote[]> {
  const page = { afterSeq: seq - 1, beforeSeq: seq + 1, limit: 1 };
  const texts = await reader.log.page(conversationId, page);
  return texts.map((text) => ({ conversationId, message: JSON.parse(text) as Message }));
}
