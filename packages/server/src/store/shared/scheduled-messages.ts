import { sql } from "kysely";
import type {
  ScheduledMessagesReader,
  ScheduledMessagesWriter,
  ScheduledPlace,
  StoredScheduled,
} from "../../engine/ports/store-scheduled-messages.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "user_id as userId",
  "conversation_id as conversationId",
  "message_id as id",
  "body",
  "send_at as sendAt",
  "created_at as createdAt",
  "failed_at as failedAt",
  "error_code as errorCode",
  "told_rev as toldRev",
] as const;

export function scheduledMessagesReader({ build, run }: Statements): ScheduledMessagesReader {
  return {
    async find(place) {
      const [row] = await run(build.selectFrom("scheduled_messages").select(columns).where(isAt(place)));
      return row ?? null;
    },
    page: (userId, after, limit) =>
      run(
        build
          .selectFrom("scheduled_messages")
          .select(columns)
          .where("user_id", "=", userId)
          .$if(after !== null, (rows) =>
            rows.where(
              sql<boolean>`(send_at, conversation_id, message_id) > (${after?.sendAt}, ${after?.conversationId}, ${after?.id})`,
            ),
          )
          .orderBy("send_at")
          .orderBy("conversation_id")
          .orderBy("message_id")
          .limit(limit),
      ),
    due: (now, limit) =>
      run(
        build
          .selectFrom("scheduled_messages")
          .select(columns)
          .where(isDue(now))
          .orderBy("send_at")
          .limit(limit),
      ),
    async hasDue(now) {
      const due = build.selectFrom("scheduled_messages").select("message_id").where(isDue(now)).limit(1);
      return (await run(due)).length > 0;
    },
  };
}

export function scheduledMessagesWriter(statements: WritingStatements): ScheduledMessagesWriter {
  const { build, run, holdingRows } = statements;
  return {
    ...scheduledMessagesReader(statements),
    async find(place) {
      const found = build.selectFrom("scheduled_messages").select(columns).where(isAt(place));
      const [row] = await run(found.modifyEnd(holdingRows));
      return row ?? null;
    },
    async count(userId) {
      const [row] = await run(
        build
          .selectFrom("scheduled_messages")
          .select((count) => count.fn.countAll<number>().as("count"))
          .where("user_id", "=", userId),
      );
      return Number(row?.count ?? 0);
    },
    async insert(message) {
      await run(build.insertInto("scheduled_messages").values(rowOf(message)));
    },
    async replace(message) {
      await run(build.updateTable("scheduled_messages").set(rowOf(message)).where(isAt(message)));
    },
    async remove(place) {
      await run(build.deleteFrom("scheduled_messages").where(isAt(place)));
    },
    async take(now, limit) {
      // Whoever holds the rows takes them; the other of two finds them gone (SCHED-5).
      const due = build
        .selectFrom("scheduled_messages")
        .select(["user_id", "conversation_id", "message_id"])
        .where(isDue(now))
        .orderBy("send_at")
        .limit(limit);
      const taken = await run(
        build
          .deleteFrom("scheduled_messages")
          .where(sql<boolean>`(user_id, conversation_id, message_id) in ${due}`)
          .returning(columns),
      );
      return taken.toSorted((left, right) => left.sendAt - right.sendAt || left.id.localeCompare(right.id));
    },
  };
}

function isAt({ userId, conversationId, id }: ScheduledPlace) {
  return sql<boolean>`user_id = ${userId} and conversation_id = ${conversationId} and message_id = ${id}`;
}

function isDue(now: number) {
  return sql<boolean>`send_at <= ${now} and failed_at is null`;
}

function rowOf({
  userId,
  conversationId,
  id,
  body,
  sendAt,
  createdAt,
  failedAt,
  errorCode,
  toldRev,
}: StoredScheduled) {
  return {
    ...{ user_id: userId, conversation_id: conversationId, message_id: id, body },
    ...{
      send_at: sendAt,
      created_at: createdAt,
      failed_at: failedAt,
      error_code: errorCode,
      told_rev: toldRev,
    },
  };
}
