/** Writes of the log inside the open transaction: events one by one, messages on the hot path. */
import type { Database } from "bun:sqlite";
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import { committedEvent } from "../../engine/ports/committed-event.ts";
import { eventKinds, eventText } from "../../engine/ports/event-record.ts";
import type { AppendMessage, AppendOutcome, LogWriter } from "../../engine/ports/store-log.ts";
import { logReader } from "./log-reader.ts";
import type { SendingStates } from "./sending-states.ts";
import { uuidToBytes } from "./uuid-bytes.ts";

interface EarlierMessage {
  readonly rev: number;
  readonly seq: number;
  readonly at: number;
  readonly senderId: number;
  readonly digest: number | null;
}

export interface MessageAppender {
  /**
   * Appends one message; what it decides, it decides on the state inside the transaction. `isAccepted`: the rules of
   * contact were asked.
   */
  append(message: AppendMessage, changeMark: number, isAccepted: boolean): AppendOutcome;
}

export function messageAppender(database: Database, states: SendingStates): MessageAppender {
  const insert = database.query(
    `insert into log (conversation_id, rev, kind, actor_id, at, seq, message_id, body, digest)
     values (?, ?, ${eventKinds["message.sent"]}, ?, ?, ?, ?, ?, ?)
     on conflict (message_id, conversation_id) where message_id is not null do nothing`,
  );
  const earlier = database.query<EarlierMessage, [Uint8Array, number]>(
    `select rev, seq, at, actor_id as senderId, digest from log where message_id = ? and conversation_id = ?`,
  );
  const advance = database.query(
    `update conversations
     set last_rev = ?1, last_seq = ?2, last_message_rev = ?1, last_active_at = ?3, changed = ?4,
       low_sent_seq = iif(direct_low = ?6, ?2, low_sent_seq), high_sent_seq = iif(direct_high = ?6, ?2, high_sent_seq)
     where id = ?5`,
  );
  const moveReadPosition = database.query(
    `update members set read_seq = ?, draft = null where conversation_id = ? and user_id = ?`,
  );
  return {
    append(message, changeMark, isAccepted) {
      const { conversationId, senderId, id, sentAt, body, digest } = message;
      const state = states.find(conversationId, senderId);
      const status = state?.statuses.get(senderId);
      if (state === null || status === "left" || status === "pending") return { status: "not_a_member" };
      const messageId = uuidToBytes(id);
      const rev = state.lastRev + 1;
      const seq = state.lastSeq + 1;
      // A repetition is answered as before even to somebody who may not send any more (MSG-2).
      const isAllowed = status === "active" || (isAccepted && status === "ruled");
      const isNew =
        isAllowed &&
        insert.run(conversationId, rev, senderId, sentAt, seq, messageId, body, digest).changes === 1;
      if (!isNew) {
        const found = earlier.get(messageId, conversationId);
        if (found === null) return { status: status === "ruled" ? "ruled" : "not_allowed" };
        return repetition(found, message);
      }
      advance.run(rev, seq, sentAt, changeMark, conversationId, senderId);
      if (!state.isDirect) moveReadPosition.run(seq, conversationId, senderId);
      state.lastRev = rev;
      state.lastSeq = seq;
      const kind = eventKinds["message.sent"];
      const row = {
        conversationId,
        rev,
        kind,
        actorId: senderId,
        at: sentAt,
        seq,
        id,
        recalledAt: null,
        body,
      };
      return { status: "sent", rev, seq, sentAt, event: { conversationId, rev, text: eventText(row) } };
    },
  };
}

/** The digest goes with the content when a message is recalled; then the sender alone decides. */
function repetition(found: EarlierMessage, message: AppendMessage): AppendOutcome {
  const isSame =
    found.senderId === message.senderId && (found.digest === null || found.digest === message.digest);
  return isSame
    ? { status: "repeated", rev: found.rev, seq: found.seq, sentAt: found.at }
    : { status: "conflict" };
}

/** `changeMark` and `events` are those of the transaction that runs now. */
export function logWriter(
  database: Database,
  current: { readonly changeMark: number; readonly events: CommittedEvent[] },
  states: SendingStates,
): Omit<LogWriter, "appendAccepted" | "appendUnruled" | "appendNotice"> {
  const advance = database.query<{ rev: number; seq: number }, [number, number]>(
    `update conversations set last_rev = last_rev + 1, changed = ? where id = ?
     returning last_rev as rev, last_seq as seq`,
  );
  const advanceBy = database.query<{ rev: number; seq: number }, [number, number, number]>(
    `update conversations set last_rev = last_rev + ?, changed = ? where id = ?
     returning last_rev as rev, last_seq as seq`,
  );
  const insert = database.query(
    `insert into log (conversation_id, rev, kind, actor_id, at, seq, body) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const replace = database.query(
    `update log set body = ? where conversation_id = ? and rev = ? and message_id is null`,
  );
  const replaceActor = database.query(
    `update log set actor_id = ? where conversation_id = ? and actor_id = ?`,
  );
  const setBody = database.query(`update log set body = ? where conversation_id = ? and rev = ?`);
  const setExtra = database.query(`update log set extra = ? where conversation_id = ? and rev = ?`);
  const erase = database.query(
    `update log set body = null, extra = null, digest = null, recalled_at = ?, recalled_rev = ?
     where message_id = ? and conversation_id = ?`,
  );
  return {
    ...logReader(database),
    async append(event) {
      const { conversationId, name, actorId, at, body } = event;
      states.forget(conversationId);
      const head = advance.get(current.changeMark, conversationId);
      if (head === null) throw new Error(`no conversation ${conversationId} to append to`);
      const { rev, seq } = head;
      insert.run(conversationId, rev, eventKinds[name], actorId, at, seq, body);
      current.events.push(committedEvent(event, rev));
      return { rev };
    },
    async appendEach(conversationId, events) {
      states.forget(conversationId);
      const head = advanceBy.get(events.length, current.changeMark, conversationId);
      if (head === null) throw new Error(`no conversation ${conversationId} to append to`);
      let rev = head.rev - events.length;
      for (const event of events) {
        rev += 1;
        const { actorId, at, body, name } = event;
        insert.run(conversationId, rev, eventKinds[name], actorId, at, head.seq, body);
        current.events.push(committedEvent(event, rev));
      }
    },
    async replaceActor(conversationId, fromUserId, toUserId) {
      replaceActor.run(toUserId, conversationId, fromUserId);
    },
    async replaceBody(conversationId, rev, body) {
      replace.run(body, conversationId, rev);
    },
    async setBody(conversationId, rev, body) {
      setBody.run(body, conversationId, rev);
    },
    async setExtra(conversationId, rev, extra) {
      setExtra.run(extra, conversationId, rev);
    },
    async eraseMessage(conversationId, messageId, recalledRev, at) {
      erase.run(at, recalledRev, uuidToBytes(messageId), conversationId);
    },
  };
}
