/**
 * Parts of the statements of heads, as SQL of both databases, where `m` is the member and `c` the conversation.
 */
import { readPosition } from "./read-position.ts";

/** The draft, unless the member has sent something since. In groups sending removes it from the row itself. */
export const currentDraft = `case
  when m.draft is null then null
  when c.direct_low = m.user_id and c.low_sent_seq > m.draft_seq then null
  when c.direct_high = m.user_id and c.high_sent_seq > m.draft_seq then null
  else m.draft end`;

/**
 * How many unread messages mention the member, by name or with everybody. Looks only where the newest such message is
 * unread, so that most pay nothing (INV-18).
 */
export const mentionsAfter = (
  seq: string,
) => `case when m.mention_seq <= ${seq} and c.mention_all_seq <= ${seq} then 0 else (
    select count(distinct n.seq) from mentions n
    where n.conversation_id = c.id and n.user_id in (m.user_id, 0) and n.seq > ${seq}
      and (m.hidden_count = 0 or not exists (select 1 from hidden_messages h
        where h.user_id = m.user_id and h.conversation_id = c.id and h.seq = n.seq))) end`;

export const unreadMentions = mentionsAfter(readPosition);
