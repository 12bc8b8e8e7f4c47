/** Writes of the log inside an open transaction: events one by one. Messages go in batches (message-appender.ts). */
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import { committedEvent } from "../../engine/ports/committed-event.ts";
import { eventKinds } from "../../engine/ports/event-record.ts";
import type { LogWriter } from "../../engine/ports/store-log.ts";
import { changeMark } from "./change-mark.ts";
import type { Query } from "./connection.ts";
import { logReader } from "./log-reader.ts";

const lockConversation = `select from conversations where id = $1 for no key update`;
const appendEvent = `with advanced as (
    update conversations set last_rev = last_rev + 1, changed = ${changeMark} where id = $1 returning last_rev)
  insert into log (conversation_id, rev, kind, actor_id, at, body)
  select $1, last_rev, $2, $3, $4, $5 from advanced returning rev`;
const appendEvents = `with advanced as (
    update conversations set last_rev = last_rev + $2, changed = ${changeMark} where id = $1 returning last_rev),
  given as (
    select ordinality, (value ->> 0)::int as kind, (value ->> 1)::bigint as actor_id, (value ->> 2)::bigint as at,
      value ->> 3 as body
    from jsonb_array_elements($3::text::jsonb) with ordinality)
  insert into log (conversation_id, rev, kind, actor_id, at, body)
  select $1, last_rev - $2 + ordinality, kind, actor_id, at, body from advanced, given
  returning rev`;
const replace = `update log set body = $3 where conversation_id = $1 and rev = $2 and message_id is null`;
const replaceActor = `update log set actor_id = $3 where conversation_id = $1 and actor_id = $2`;
const setBody = `update log set body = $3 where conversation_id = $1 and rev = $2`;
const setExtra = `update log set extra = $3 where conversation_id = $1 and rev = $2`;
const erase = `update log set body = null, extra = null, digest = null, recalled_at = $3, recalled_rev = $4
  where conversation_id = $1 and message_id = $2`;

export function logWriter(
  query: Query,
  events: CommittedEvent[],
): Omit<LogWriter, "appendAccepted" | "appendUnruled" | "appendNotice"> {
  const reader = logReader(query);
  return {
    ...reader,
    /**
     * Who reads a message in a transaction decides by it, and two who do so at once must not decide the same
     * (MSG-22). So the conversation is locked, as the append that follows would, and the message read after that.
     */
    async findMessage(conversationId, messageId) {
      const [, message] = await Promise.all([
        query(lockConversation, [conversationId]),
        reader.findMessage(conversationId, messageId),
      ]);
      return message;
    },
    async append(event) {
      const { conversationId, name, actorId, at, body } = event;
      const kind = eventKinds[name];
      const [advanced] = await query<{ rev: number }>(appendEvent, [conversationId, kind, actorId, at, body]);
      if (advanced === undefined) throw new Error(`no conversation ${conversationId} to append to`);
      events.push(committedEvent(event, advanced.rev));
      return advanced;
    },
    async appendEach(conversationId, appended) {
      const rows = appended.map(({ name, actorId, at, body }) => [eventKinds[name], actorId, at, body]);
      const revs = await query<{ rev: number }>(appendEvents, [
        ...[conversationId, appended.length, JSON.stringify(rows)],
      ]);
      if (revs.length !== appended.length) throw new Error(`no conversation ${conversationId} to append to`);
      const firstRev = Math.min(...revs.map(({ rev }) => rev));
      appended.forEach((event, index) => void events.push(committedEvent(event, firstRev + index)));
    },
    async replaceActor(conversationId, fromUserId, toUserId) {
      await query(replaceActor, [conversationId, fromUserId, toUserId]);
    },
    async replaceBody(conversationId, rev, body) {
      await query(replace, [conversationId, rev, body]);
    },
    async setBody(conversationId, rev, body) {
      await query(setBody, [conversationId, rev, body]);
    },
    async setExtra(conversationId, rev, extra) {
      await query(setExtra, [conversationId, rev, extra]);
    },
    async eraseMessage(conversationId, messageId, recalledRev, at) {
      await query(erase, [conversationId, messageId, at, recalledRev]);
    },
  };
}
