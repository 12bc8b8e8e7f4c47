/**
 * How many of the messages after these numbers the member `m` of the conversation `c` hid and nobody recalled, as SQL of both
 * databases: they are not unread (MSG-24), and the recalled ones are counted already.
 */
export const hiddenAfter = (...seqs: string[]) => `case when m.hidden_count = 0 then 0 else (
    select count(*) from hidden_messages h
    where h.user_id = m.user_id and h.conversation_id = c.id ${seqs.map((seq) => `and h.seq > ${seq}`).join(" ")}
      and not exists (select 1 from log g
        where g.conversation_id = c.id and g.seq = h.seq and g.recalled_at is not null)) end`;

/** Whether the member hid the newest message. */
export const hidLast = `case when m.hidden_count = 0 then 0 else (
    select count(*) from hidden_messages h
    where h.user_id = m.user_id and h.conversation_id = c.id and h.seq = c.last_seq) end`;
