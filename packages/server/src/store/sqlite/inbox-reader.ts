import type { Database } from "bun:sqlite";
import type { InboxReader } from "../../engine/ports/store-conversations.ts";
import { type HeadColumns, headOf } from "../shared/heads.ts";
import { otherMember } from "../shared/other-member.ts";
import { readPosition } from "../shared/read-position.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { bytesToUuid } from "./uuid-bytes.ts";

const headColumns = `select
    c.id, c.kind, c.name, c.avatar, c.owner_id as ownerId, c.member_count as memberCount, c.created_at as createdAt,
    c.last_rev as lastRev, c.last_seq as lastSeq, c.last_active_at as lastActiveAt,
    m.read_seq as readSeq, m.status,
    case when c.direct_low = m.user_id then c.direct_high when c.direct_low is not null then c.direct_low
      when c.kind = 'direct' then ${otherMember} end as peerId,
    iif(m.read_seq < c.last_seq, (select count(*) from log r
      where r.conversation_id = c.id and r.seq > m.read_seq and r.recalled_at is not null), 0) as recalledUnread,
    l.rev as messageRev, l.kind as messageKind, l.actor_id as senderId, l.at as sentAt, l.message_id as messageId,
    l.body, l.recalled_at as recalledAt`;
const memberRows = `select m.conversation_id, m.user_id, ${readPosition} as read_seq, m.status
       from members m join conversations c on c.id = m.conversation_id`;
const headRows = `
  join conversations c on c.id = m.conversation_id
  left join log l on l.conversation_id = c.id and l.rev = c.last_message_rev`;

const head = (row: HeadColumns<Uint8Array>) => headOf(row, bytesToUuid);

/** A join need not keep the order of what it joins. Here, where it costs nothing: SQLite would copy the rows for it. */
function byActivity(first: HeadColumns<Uint8Array>, second: HeadColumns<Uint8Array>): number {
  return second.lastActiveAt - first.lastActiveAt || second.id - first.id;
}

export function inboxReader(database: Database): InboxReader {
  const cursor = database.query<{ value: number }, []>("select value from change_counter");
  const page = database.query<HeadColumns<Uint8Array>, [number, number, number, number]>(
    // The page is chosen before its messages are read: who has 200 conversations waits for the messages of 20.
    `${headColumns} from (
       ${memberRows}
       where m.user_id = ? and m.status in (${readableList}) and c.kind != 'feed'
         and (c.last_active_at, c.id) < (?, ?)
       order by c.last_active_at desc, c.id desc limit ?) m ${headRows}`,
  );
  const changed = database.query<HeadColumns<Uint8Array>, [number, number]>(
    `${headColumns} from (
       ${memberRows}
       where m.user_id = ?1 and m.status != 'pending' and (c.changed > ?2 or m.changed > ?2)) m ${headRows}
     order by c.last_active_at desc, c.id desc`,
  );
  // Taken before the heads: a change in between is then answered twice rather than never.
  const currentCursor = () => String(cursor.get()?.value ?? 0);
  return {
    async page(userId, before, limit) {
      const position = before ?? {
        lastActiveAt: Number.MAX_SAFE_INTEGER,
        conversationId: Number.MAX_SAFE_INTEGER,
      };
      const cursorText = currentCursor();
      const rows = page.all(userId, position.lastActiveAt, position.conversationId, limit);
      return { heads: rows.sort(byActivity).map(head), cursor: cursorText };
    },
    async changedSince(userId, since) {
      if (since !== null && !/^[0-9]{1,15}$/.test(since)) return null;
      const cursorText = currentCursor();
      return {
        heads: changed.all(userId, since === null ? -1 : Number(since)).map(head),
        cursor: cursorText,
      };
    },
  };
}
