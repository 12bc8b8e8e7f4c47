/** Which heads a list has, as SQL where `m` is the member and `c` the conversation; ?6 is the folder, ?7 the time. */
import type { InboxFilter } from "../../engine/ports/store-conversations.ts";
import { hiddenAfter } from "../shared/hidden-unread.ts";
import { unreadMentions } from "../shared/inbox-marks.ts";
import { readPosition } from "../shared/read-position.ts";

const isArchived = `((m.own ->> '$.archivedSeq') is not null
  and ((m.own ->> '$.archivedSeq') >= c.last_seq or coalesce(m.own ->> '$.mutedUntil', 0) > ?7))`;
const recalled = `(select count(*) from log r
  where r.conversation_id = c.id and r.seq > ${readPosition} and r.recalled_at is not null)`;

const conditions: Record<NonNullable<InboxFilter["is"]>, string> = {
  active: `(m.own is null or not ${isArchived})`,
  archived: isArchived,
  unread: `(c.last_seq - ${readPosition} - ${recalled} - ${hiddenAfter(readPosition)} > 0
    or (m.own ->> '$.unreadMarkSeq') = ${readPosition})`,
  mentions: `${unreadMentions} > 0`,
};

/** Both parameters are in it, whatever it asks for. */
export function filterCondition({ is, folderId }: InboxFilter): string {
  const chosen = is === undefined ? "" : ` and ${conditions[is]}`;
  const inFolder =
    folderId === undefined
      ? ""
      : " and exists (select 1 from json_each(m.own, '$.folderIds') f where f.value = ?6)";
  return ` and ?6 >= 0 and ?7 >= 0${chosen}${inFolder}`;
}
