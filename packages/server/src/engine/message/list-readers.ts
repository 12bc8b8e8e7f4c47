import { limits, ParleyError } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { isAdmin } from "../group/group-policy.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";

export const listReaders: ReadOperation<"message.listReaders"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, seq }) {
    const member = await accessMembership(reader, actor, conversationId);
    const message = await accessNumber(reader, member, seq);
    await assertTold(reader, member);
    const receipts = await reader.receipts.list(conversationId, { seq, sentAt: message.sentAt });
    const others = receipts.filter(({ userId }) => userId !== message.senderId);
    const readers = others.filter(({ readSeq }) => readSeq >= seq);
    const delivered = others.filter(({ readSeq, deliveredSeq }) => readSeq < seq && deliveredSeq >= seq);
    return {
      readerIds: readers.map(({ userId }) => userId),
      deliveredIds: delivered.map(({ userId }) => userId),
    };
  },
};

interface Shown {
  readonly senderId: number;
  readonly sentAt: number;
  readonly recalledAt?: number;
}

/** A message that the member sees. @throws not_found */
async function accessNumber(reader: Reader, member: StoredMember, seq: number): Promise<Shown> {
  if (seq <= member.firstSeq || seq > member.lastSeq) throw new ParleyError("not_found");
  const page = { beforeSeq: null, afterSeq: seq - 1, limit: 1, visible: member };
  const [text] = await reader.log.page(member.conversationId, page);
  const message = JSON.parse(text ?? "null") as Shown | null;
  if (message === null || message.recalledAt !== undefined) throw new ParleyError("not_found");
  return message;
}

/** @throws limit_reached in large groups, forbidden where members are hidden and for who keeps receipts to themselves */
async function assertTold(reader: Reader, { conversationId, userId, role }: StoredMember): Promise<void> {
  const { receiptMembersMax } = limits;
  const conversation = await reader.conversations.find(conversationId);
  if (conversation === null || conversation.memberCount > receiptMembersMax) {
    throw new ParleyError("limit_reached", { details: { receiptMembersMax } });
  }
  const group = await reader.groups.find(conversationId);
  const isHidden = group !== null && !isAdmin(role) && groupSettingsOf(group).hidesMembers;
  const isPrivate = (await reader.receipts.hides([userId])).length > 0;
  if (isHidden || isPrivate) throw new ParleyError("forbidden");
}
