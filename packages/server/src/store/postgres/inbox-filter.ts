/** Which heads a list has, as SQL where `m` is the member and `c` the conversation; $6 is the folder, $7 the time. */
import type { InboxFilter } from "../../engine/ports/store-conversations.ts";
import { hiddenAfter } from "../shared/hidden-unread.ts";
import { unreadMentions } from "../shared/inbox-marks.ts";
import { readPosition } from "../shared/read-position.ts";

const own = (field: string) => `(m.own::json ->> '${field}')::bigint`;
const isArchived = `(m.own is not null and ${own("archivedSeq")} is not null
  and (${own("archivedSeq")} >= c.last_seq or coalesce(${own("mutedUntil")}, 0) > $7::bigint))`;
const recalled = `(select count(*) from log r
  where r.conversation_id = c.id and r.seq > ${readPosition} and r.recalled_at is not null)`;

const conditions: Record<NonNullable<InboxFilter["is"]>, string> = {
  active: `not ${isArchived}`,
  archived: isArchived,
  unread: `(c.last_seq - ${readPosition} - ${recalled} - ${hiddenAfter(readPosition)} > 0
    or coalesce(${own("unreadMarkSeq")} = ${readPosition}, false))`,
  mentions: `${unreadMentions} > 0`,
};

/** Both parameters are in it, whatever it asks for. */
export function filterCondition({ is, folderId }: InboxFilter): string {
  const chosen = is === undefined ? "" : ` and ${conditions[is]}`;
  const inFolder =
    folderId === undefined
      ? ""
      : " and coalesce((m.own::jsonb -> 'folderIds') @> to_jsonb($6::bigint), false)";
  return ` and $6::bigint >= 0 and $7::bigint >= 0${chosen}${inFolder}`;
}
