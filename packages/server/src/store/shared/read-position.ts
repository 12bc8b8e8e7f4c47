/**
 * How far a member has read, as SQL of both databases, where `m` is the member and `c` the conversation. What somebody
 * wrote counts as read by them (CONV-6). In a direct conversation it is noted in the conversation's own row, which every
 * message changes anyway (`low_sent_seq`, `high_sent_seq`); in others the member's row is moved. What was purged counts as
 * read by everybody (RET-4).
 */
export const readPosition = `case
  when c.direct_low = m.user_id and c.low_sent_seq > m.read_seq and c.low_sent_seq > c.purged_seq then c.low_sent_seq
  when c.direct_high = m.user_id and c.high_sent_seq > m.read_seq and c.high_sent_seq > c.purged_seq then c.high_sent_seq
  when c.purged_seq > m.read_seq then c.purged_seq
  else m.read_seq end`;
