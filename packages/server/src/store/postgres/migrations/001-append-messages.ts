/**
 * The hot path as one call: appends a batch of messages, given as arrays of equal length, and answers one row for each
 * in the order given. Numbers are given under the conversations' row locks, in the transaction of the insert, so none
 * is lost or used twice.
 *
 * The locks are a statement of their own. Under READ COMMITTED a statement sees what was committed before it began,
 * not what it waited for; the second statement begins with all locks held, and so sees every number, membership and
 * message id that earlier holders of the locks left. Locks are taken in the order of ids: two batches never deadlock.
 *
 * Who may write by rules alone is answered `ruled`, unless they were asked (`are_accepted`, of all in the batch).
 *
 * `again_of` is the position in the batch (from 1) of the message this one repeats; the caller takes the outcome there.
 */
import { eventKinds } from "../../../engine/ports/event-record.ts";

export const appendMessages = `
create or replace function append_messages(
  conversation_ids bigint[], sender_ids bigint[], message_ids uuid[], sent_ats bigint[], bodies text[], digests bigint[], are_accepted boolean)
returns table (status text, rev bigint, seq bigint, sent_at bigint, again_of bigint)
language plpgsql
-- Every access here is by key; a plan made while a table was still small must not be a scan when it has grown.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $function$
#variable_conflict use_column
begin
  perform from conversations where id = any (conversation_ids) order by id for no key update;
  return query
  with job as (
    select j.n, j.conversation_id, j.sender_id, j.message_id, j.sent_at, j.body, j.digest,
      case when m.status = 'active' and (m.is_ruled = 1 or c.is_ruled = 1) and not are_accepted
        then 'ruled' else m.status end as member_status,
      e.rev as earlier_rev, e.seq as earlier_seq, e.at as earlier_at,
      e.actor_id = j.sender_id and (e.digest is null or e.digest = j.digest) as is_same,
      m.status = 'active' and (m.is_ruled = 0 and c.is_ruled = 0 or are_accepted) and e.rev is null as may_append,
      c.last_rev, c.last_seq, c.direct_low, c.direct_high
    from unnest(conversation_ids, sender_ids, message_ids, sent_ats, bodies, digests)
      with ordinality as j (conversation_id, sender_id, message_id, sent_at, body, digest, n)
    left join members m on m.conversation_id = j.conversation_id and m.user_id = j.sender_id
    left join conversations c on c.id = j.conversation_id
    left join log e on e.conversation_id = j.conversation_id and e.message_id = j.message_id
  ),
  -- Of an id that is several times in the batch, the first that may be appended is the message, later ones repeat it.
  compared as (
    select *,
      case when bool_or(may_append) over same_id then first_value(n) over same_id end as first_n,
      sender_id = first_value(sender_id) over same_id and digest = first_value(digest) over same_id as is_same_as_first
    from job
    window same_id as (partition by message_id, conversation_id order by may_append desc nulls last, n)
  ),
  counted as (
    select *, n = first_n as is_new,
      count(*) filter (where n = first_n) over (partition by conversation_id order by n) as ordinal
    from compared
  ),
  numbered as (
    select k.*, k.last_rev + k.ordinal as new_rev, k.last_seq + k.ordinal as new_seq
    from counted k
  ),
  inserted as (
    insert into log (conversation_id, rev, kind, actor_id, at, seq, message_id, body, digest)
    select x.conversation_id, x.new_rev, ${eventKinds["message.sent"]}, x.sender_id, x.sent_at, x.new_seq, x.message_id, x.body, x.digest
    from numbered x where x.is_new
  ),
  advanced as (
    update conversations c
    set last_rev = x.new_rev, last_seq = x.new_seq, last_active_at = x.sent_at,
      low_sent_seq = coalesce(x.low_seq, c.low_sent_seq), high_sent_seq = coalesce(x.high_seq, c.high_sent_seq),
      changed = pg_current_xact_id()::text::bigint
    from (
      select distinct on (conversation_id) conversation_id, new_rev, new_seq, sent_at,
        max(new_seq) filter (where sender_id = direct_low) over (partition by conversation_id) as low_seq,
        max(new_seq) filter (where sender_id = direct_high) over (partition by conversation_id) as high_seq
      from numbered where is_new order by conversation_id, new_rev desc) x
    where c.id = x.conversation_id
  ),
  moved as (
    update members m set read_seq = greatest(m.read_seq, x.new_seq), draft = null
    from (
      select conversation_id, sender_id, max(new_seq) as new_seq
      from numbered where is_new and direct_low is null group by conversation_id, sender_id) x
    where m.conversation_id = x.conversation_id and m.user_id = x.sender_id
  )
  select
    case
      when x.member_status is null or x.member_status in ('left', 'pending') then 'not_a_member'
      when x.is_new then 'sent'
      when x.earlier_rev is not null then case when x.is_same then 'repeated' else 'conflict' end
      when x.first_n < x.n then case when x.is_same_as_first then 'repeated' else 'conflict' end
      when x.member_status = 'ruled' then 'ruled'
      else 'not_allowed'
    end,
    case when x.is_new then x.new_rev else x.earlier_rev end,
    case when x.is_new then x.new_seq else x.earlier_seq end,
    case when x.is_new then x.sent_at else x.earlier_at end,
    case when x.first_n < x.n then x.first_n end
  from numbered x order by x.n;
end
$function$`;
