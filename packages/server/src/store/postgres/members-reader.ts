import type { MembersReader, StoredMember } from "../../engine/ports/store-conversations.ts";
import { readableList } from "../shared/readable-statuses.ts";
import type { Query } from "./connection.ts";

const findMember = `select m.conversation_id as "conversationId", m.user_id as "userId", m.role, m.status,
    m.is_hiding = 1 as "isHiding", m.first_rev as "sinceRev", m.hidden_count as "hiddenCount",
    greatest(m.first_rev, c.purged_rev) as "firstRev", greatest(m.first_seq, c.purged_seq) as "firstSeq",
    m.own is not null and (m.own::json ->> 'unreadMarkSeq') is not null as "isMarkedUnread",
    coalesce(m.left_rev, c.last_rev) as "lastRev", coalesce(m.left_seq, c.last_seq) as "lastSeq"
  from members m join conversations c on c.id = m.conversation_id
  where m.conversation_id = $1 and m.user_id = $2`;
const listAudience = `select c.last_rev as rev, m.user_id as "userId"
  from conversations c join members m on m.conversation_id = c.id
  where c.id = $1 and m.status in (${readableList}) and m.left_rev is null`;

export function hotMembersReader(query: Query): Pick<MembersReader, "find" | "audience"> {
  return {
    async find(conversationId, userId) {
      const [member] = await query<StoredMember>(findMember, [conversationId, userId]);
      return member ?? null;
    },
    async audience(conversationId) {
      const rows = await query<{ rev: number; userId: number }>(listAudience, [conversationId]);
      return { rev: rows[0]?.rev ?? 0, userIds: rows.map((row) => row.userId) };
    },
  };
}
