import type { Database } from "bun:sqlite";
import type { MembersReader, StoredMember } from "../../engine/ports/store-conversations.ts";
import { readableList } from "../shared/readable-statuses.ts";

interface MemberRow extends Omit<StoredMember, "isHiding" | "isMarkedUnread"> {
  readonly isHiding: number;
  readonly isMarkedUnread: number;
}

export function hotMembersReader(database: Database): Pick<MembersReader, "find" | "audience"> {
  const find = database.query<MemberRow, [number, number]>(
    `select m.conversation_id as conversationId, m.user_id as userId, m.role, m.status, m.is_hiding as isHiding,
       m.first_rev as sinceRev, max(m.first_rev, c.purged_rev) as firstRev, max(m.first_seq, c.purged_seq) as firstSeq, m.hidden_count as hiddenCount,
       m.own is not null and (m.own ->> '$.unreadMarkSeq') is not null as isMarkedUnread, coalesce(m.left_rev, c.last_rev) as lastRev, coalesce(m.left_seq, c.last_seq) as lastSeq
     from members m join conversations c on c.id = m.conversation_id
     where m.conversation_id = ? and m.user_id = ?`,
  );
  const audience = database.query<{ rev: number; userId: number }, [number]>(
    `select c.last_rev as rev, m.user_id as userId
     from conversations c join members m on m.conversation_id = c.id
     where c.id = ? and m.status in (${readableList}) and m.left_rev is null`,
  );
  return {
    async find(conversationId, userId) {
      const row = find.get(conversationId, userId);
      if (row === null) return null;
      return { ...row, isHiding: row.isHiding === 1, isMarkedUnread: row.isMarkedUnread === 1 };
    },
    async audience(conversationId) {
      const rows = audience.all(conversationId);
      return { rev: rows[0]?.rev ?? 0, userIds: rows.map((row) => row.userId) };
    },
  };
}
