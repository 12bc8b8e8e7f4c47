import type { Database } from "bun:sqlite";
import type { InboxFilter, InboxReader } from "../../engine/ports/store-conversations.ts";
import { shownAvatar, shownFaceIds } from "../shared/faces.ts";
import { changedHead, readHeadCursor } from "../shared/head-cursor.ts";
import { type HeadColumns, headOf } from "../shared/heads.ts";
import { hiddenAfter, hidLast } from "../shared/hidden-unread.ts";
import { currentDraft, mentionsAfter } from "../shared/inbox-marks.ts";
import { otherMember } from "../shared/other-member.ts";
import { readPosition } from "../shared/read-position.ts";
import { readableList } from "../shared/readable-statuses.ts";
import { filterCondition } from "./inbox-filter.ts";
import { bytesToUuid } from "./uuid-bytes.ts";

/** Nothing of the rare is there: no message hidden, none after the position recalled, no unread mention and no draft. */
const isPlain = `m.hidden_count = 0 and m.draft is null and c.recalled_seq <= m.read_seq
      and m.mention_seq <= m.read_seq and c.mention_all_seq <= m.read_seq`;
const recalledUnread = `(select count(*) from log r
        where r.conversation_id = c.id and r.seq > m.read_seq and r.recalled_at is not null)`;

/**
 * Null where nothing of it is there, which is most often. To have the statement say what there is costs every head a
 * quarter more, even those that have nothing, so a first one only says whether there is something.
 */
const rare = (isWhole: boolean) =>
  `case when ${isPlain} then null else ${
    isWhole
      ? `json_array(${mentionsAfter("m.read_seq")}, ${recalledUnread} + ${hiddenAfter("m.read_seq")}, ${hidLast}, ${currentDraft})`
      : "''"
  } end`;

const headColumns = (isWhole: boolean, readSeq = "m.read_seq", isPinned = "m.is_pinned") => `select
    c.id, c.kind, c.name, ${shownAvatar} as avatar, c.owner_id as ownerId, c.member_count as memberCount, c.created_at as createdAt,
    c.last_rev as lastRev, c.last_seq as lastSeq, c.last_active_at as lastActiveAt,
    ${readSeq} as readSeq, m.status, c.status as conversationStatus, ${shownFaceIds} as faceIds, c.is_auto_named as isAutoNamed,
    max(m.first_seq, c.purged_seq) as firstSeq, m.left_rev as leftRev, m.left_seq as leftSeq,
    case when c.direct_low = m.user_id then c.direct_high when c.direct_low is not null then c.direct_low
      when c.kind = 'direct' then ${otherMember} end as peerId,
    m.own, ${isPinned} as isPinned, ${rare(isWhole)} as rare,
    l.rev as messageRev, l.kind as messageKind, l.actor_id as senderId, l.at as sentAt, l.message_id as messageId,
    l.body, l.extra, l.recalled_at as recalledAt`;
/** Of who left, nothing that came after. */
const mark = "iif(m.status = 'left', m.changed, max(c.changed, m.changed))";
const memberRows = `select m.conversation_id, m.user_id, ${readPosition} as read_seq, m.status, m.hidden_count, m.first_seq, m.left_rev, m.left_seq, m.mention_seq, m.own,
         m.draft, m.draft_seq, m.pinned_at > 0 as is_pinned, ${mark} as mark
       from members m join conversations c on c.id = m.conversation_id`;
const headRows = `
  join conversations c on c.id = m.conversation_id
  left join log l on l.conversation_id = c.id and l.rev = c.last_message_rev`;

interface HeadRow extends Omit<HeadColumns<Uint8Array>, "mentions" | "recalledUnread" | "hidLast" | "draft"> {
  /** JSON of mentions, messages recalled or hidden, whether the newest is hidden, and the draft. */
  readonly rare: string | null;
}

type Rare = [mentions: number, recalledUnread: number, hidLast: number, draft: string | null];

function head(row: HeadRow) {
  if (row.rare === null) return headOf(row, bytesToUuid);
  const [mentions, recalledUnread, hidLast, draft] = JSON.parse(row.rare) as Rare;
  return headOf({ ...row, mentions, recalledUnread, hidLast, draft }, bytesToUuid);
}

type ChangedColumns = HeadRow & { readonly mark: number };

/** A join need not keep the order of what it joins. Here, where it costs nothing: SQLite would copy the rows for it. */
function byActivity(first: HeadRow, second: HeadRow): number {
  return second.isPinned - first.isPinned || second.lastActiveAt - first.lastActiveAt || second.id - first.id;
}

function byChange(first: ChangedColumns, second: ChangedColumns): number {
  return first.mark - second.mark || first.id - second.id;
}

/** Above this many more conversations than a page holds, it costs less to choose its own before the rest is read. */
const fewMore = 8;

const ofPage = `m.user_id = ?1 and m.status in (${readableList}) and c.kind != 'feed' and m.unlisted_seq < c.last_seq
         and (m.pinned_at > 0, c.last_active_at, c.id) < (?2, ?3, ?4)`;

/**
 * All heads of who has few: SQLite then neither sorts nor looks up a conversation twice, which is a tenth of a page's
 * cost. What is rare is looked for after the stored position, which the real one is never before: too often, if anything.
 */
const allText = `${headColumns(false, readPosition, "m.pinned_at > 0")} from members m
  join conversations c on c.id = m.conversation_id
  left join log l on l.conversation_id = c.id and l.rev = c.last_message_rev
  where ${ofPage}`;

/** Rows of the statement that only says where there is something rare, or else all rows of the one that says what. */
function wholeWhereNeeded<Row extends HeadRow>(database: Database, text: (isWhole: boolean) => string) {
  const lean = database.query<Row, number[]>(text(false));
  const whole = database.query<Row, number[]>(text(true));
  return (parameters: number[]): Row[] => {
    const rows = lean.all(...parameters);
    return rows.some((row) => row.rare !== null) ? whole.all(...parameters) : rows;
  };
}

export function inboxReader(database: Database): InboxReader {
  const cursor = database.query<{ value: number }, []>("select value from change_counter");
  // The page is chosen before its messages are read: who has 200 conversations waits for the messages of 20.
  const pageText = (condition: string) => (isWhole: boolean) =>
    `${headColumns(isWhole)} from (
       ${memberRows}
       where ${ofPage}${condition}
       order by m.pinned_at > 0 desc, c.last_active_at desc, c.id desc limit ?5) m ${headRows}`;
  const chosen = wholeWhereNeeded<HeadRow>(database, pageText(""));
  const all = database.query<HeadRow, number[]>(allText);
  const count = database.query<{ value: number }, [number, number]>(
    "select count(*) as value from (select 1 from members where user_id = ? limit ?)",
  );
  function page(place: readonly [number, number, number, number], limit: number): HeadRow[] {
    const few = limit + fewMore;
    const rows = (count.get(place[0], few + 1)?.value ?? 0) > few ? null : all.all(...place);
    if (rows === null || rows.some((row) => row.rare !== null)) return chosen([...place, limit]);
    return rows.sort(byActivity).slice(0, limit);
  }
  // The database keeps those that were asked for: there are ten.
  const filtered = (filter: InboxFilter) =>
    wholeWhereNeeded<HeadRow>(database, pageText(filterCondition(filter)));
  const changed = wholeWhereNeeded<ChangedColumns>(
    database,
    (isWhole) => `${headColumns(isWhole)}, m.mark from (
       ${memberRows}
       where m.user_id = ? and m.status != 'pending' and (${mark}, c.id) > (?, ?)
       order by mark, c.id limit ?) m ${headRows}`,
  );
  // Taken before the heads: a change in between is then answered twice rather than never.
  const currentCursor = () => cursor.get()?.value ?? 0;
  return {
    async page(userId, before, limit, filter) {
      const most = Number.MAX_SAFE_INTEGER;
      const { isPinned, lastActiveAt, conversationId } = before ?? {
        isPinned: true,
        lastActiveAt: most,
        conversationId: most,
      };
      const cursorText = String(currentCursor());
      const place = [userId, Number(isPinned), lastActiveAt, conversationId] as const;
      const rows =
        filter === undefined
          ? page(place, limit)
          : filtered(filter)([...place, limit, filter.folderId ?? 0, filter.now]);
      return { heads: rows.sort(byActivity).map(head), cursor: cursorText };
    },
    async changedSince(userId, since, limit) {
      const from = readHeadCursor(since, Number.MAX_SAFE_INTEGER);
      if (from === null) return null;
      const through = from.through ?? currentCursor();
      const rows = changed([userId, from.mark, from.conversationId, limit]).sort(byChange);
      return { heads: rows.map((row) => changedHead(head(row), row.mark, through)), cursor: String(through) };
    },
  };
}
