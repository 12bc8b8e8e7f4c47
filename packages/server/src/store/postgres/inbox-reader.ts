import type { InboxPage, InboxReader } from "../../engine/ports/store-conversations.ts";
import { shownAvatar, shownFaceIds } from "../shared/faces.ts";
import { changedHead, readHeadCursor } from "../shared/head-cursor.ts";
import { type HeadColumns, headOf } from "../shared/heads.ts";
import { hiddenAfter, hidLast } from "../shared/hidden-unread.ts";
import { currentDraft, unreadMentions } from "../shared/inbox-marks.ts";
import { otherMember } from "../shared/other-member.ts";
import { readPosition } from "../shared/read-position.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { currentCursor } from "./change-mark.ts";
import type { Query } from "./connection.ts";
import { filterCondition } from "./inbox-filter.ts";

/** The cursor travels with every head; where there is no head, `id` is null. */
type Row<Columns = HeadColumns<string>> = { readonly cursor: number } & (Columns | { readonly id: null });
type ChangedColumns = HeadColumns<string> & { readonly mark: number };

const headColumns = `
    c.id, c.kind, c.name, ${shownAvatar} as avatar, c.owner_id as "ownerId", c.member_count as "memberCount",
    c.created_at as "createdAt", c.last_rev as "lastRev", c.last_seq as "lastSeq", c.last_active_at as "lastActiveAt",
    ${readPosition} as "readSeq", m.status, c.status as "conversationStatus", ${shownFaceIds} as "faceIds", c.is_auto_named as "isAutoNamed",
    greatest(m.first_seq, c.purged_seq) as "firstSeq", m.left_rev as "leftRev", m.left_seq as "leftSeq",
    case when c.direct_low = m.user_id then c.direct_high when c.direct_low is not null then c.direct_low
      when c.kind = 'direct' then ${otherMember} end as "peerId",
    (select count(*) from log r
      where r.conversation_id = c.id and r.seq > ${readPosition} and r.recalled_at is not null) + ${hiddenAfter(readPosition)} as "recalledUnread",
    ${hidLast} as "hidLast",
    m.own, ${currentDraft} as draft, (m.pinned_at > 0)::int as "isPinned", ${unreadMentions} as mentions,
    l.rev as "messageRev", l.kind as "messageKind", l.actor_id as "senderId", l.at as "sentAt",
    l.message_id as "messageId", l.body, l.extra, l.recalled_at as "recalledAt"
  from members m
  join conversations c on c.id = m.conversation_id
  left join log l on l.conversation_id = c.id and l.seq = c.last_seq`;
/** Of who left, nothing that came after. */
const mark = "case when m.status = 'left' then m.changed else greatest(c.changed, m.changed) end";

/** Heads and cursor of one snapshot; the outer order repeats the inner one, which a join need not keep. */
const withCursor = (heads: string, order: string) => `select s.cursor, h.*
  from (select ${currentCursor} as cursor) s left join (${heads}) h on true
  order by ${order}`;

const pageText = (condition: string) =>
  withCursor(
    `select ${headColumns}
  where m.user_id = $1 and m.status in (${readableList}) and c.kind <> 'feed' and m.unlisted_seq < c.last_seq
    and ((m.pinned_at > 0)::int, c.last_active_at, c.id) < ($2, $3, $4)${condition}
  order by m.pinned_at > 0 desc, c.last_active_at desc, c.id desc limit $5`,
    `h."isPinned" desc, h."lastActiveAt" desc, h.id desc`,
  );
const page = pageText("");
const changed = withCursor(
  `select ${mark} as mark, ${headColumns}
  where m.user_id = $1 and m.status <> 'pending' and (${mark}, c.id) > ($2, $3)
  order by ${mark}, c.id limit $4`,
  "h.mark, h.id",
);

export function inboxReader(query: Query): InboxReader {
  return {
    async page(userId, before, limit, filter) {
      const most = Number.MAX_SAFE_INTEGER;
      const { isPinned, lastActiveAt, conversationId } = before ?? {
        isPinned: true,
        lastActiveAt: most,
        conversationId: most,
      };
      const asked = [userId, Number(isPinned), lastActiveAt, conversationId, limit];
      if (filter === undefined) return inboxPage(await query<Row>(page, asked));
      const { folderId = 0, now } = filter;
      return inboxPage(await query<Row>(pageText(filterCondition(filter)), [...asked, folderId, now]));
    },
    async changedSince(userId, since, limit) {
      // Whoever wrote with the mark itself may not have ended when the cursor was taken.
      const from = readHeadCursor(since, 0);
      if (from === null) return null;
      const place = [from.mark, from.conversationId, limit];
      const rows = await query<Row<ChangedColumns>>(changed, [userId, ...place]);
      const current = rows[0]?.cursor ?? 0;
      const through = from.through ?? current;
      // Of another cluster's history.
      if ((from.through ?? from.mark) > current) return null;
      const heads = headRows(rows).map((row) =>
        changedHead(
          headOf(row, (id) => id),
          row.mark,
          through,
        ),
      );
      return { heads, cursor: String(through) };
    },
  };
}

function inboxPage(rows: readonly Row[]): InboxPage {
  return {
    heads: headRows(rows).map((row) => headOf(row, (id) => id)),
    cursor: String(rows[0]?.cursor ?? 0),
  };
}

function headRows<Columns>(rows: readonly Row<Columns>[]): Columns[] {
  return rows.flatMap((row) => ("id" in row && row.id === null ? [] : [row as Columns]));
}
