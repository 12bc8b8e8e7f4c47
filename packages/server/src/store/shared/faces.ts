import { sql } from "kysely";
import { type FacesReader, type FacesWriter, facesPauseMs } from "../../engine/ports/store-pictures.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** What a group shows: the picture it was given, else the one made of its faces, where it shows these. */
export const shownAvatar =
  "coalesce(c.avatar, case when c.face_ids is not null then '/media/' || c.face_media_id end)";
/** Its faces, where it was given no picture. */
export const shownFaceIds = "case when c.avatar is null then c.face_ids end";

/** Of one that was never made: long ago. */
const dueAt = sql<number>`c.faces_made_at + ${sql.lit(facesPauseMs)}`;

export function facesReader({ build, run }: Statements): FacesReader {
  return {
    due: (now, limit) =>
      run(
        build
          .selectFrom("face_renewals")
          .select(["conversation_id as conversationId", "user_id as userId", "due_at as dueAt"])
          .where("due_at", "<=", now)
          .orderBy("due_at")
          .limit(limit),
      ),
    async find(conversationId) {
      const [row] = await run(
        build
          .selectFrom("conversations")
          .select(["kind", "status", "avatar", "face_ids", "face_key", "face_media_id"])
          .where("id", "=", conversationId),
      );
      if (row?.kind !== "group" || row.status === "dissolved" || row.avatar !== null) return null;
      return {
        userIds: row.face_ids === null ? [] : JSON.parse(row.face_ids),
        madeOf: row.face_key,
        mediaId: row.face_media_id,
      };
    },
  };
}

export function facesWriter(statements: WritingStatements): FacesWriter {
  const { build, run, changeMark } = statements;
  return {
    ...facesReader(statements),
    mark: (conversationId) => markFaces(statements, conversationId),
    async markPerson(userId, now) {
      await run(
        build
          .insertInto("face_renewals")
          .values({ conversation_id: 0, user_id: userId, due_at: now })
          // Not left as it is: whoever is about to say that it is done must see that it was marked anew.
          .onConflict((conflict) =>
            conflict.columns(["conversation_id", "user_id"]).doUpdateSet({ due_at: now }),
          ),
      );
    },
    async spread(userId) {
      const shown = build
        .selectFrom("members as m")
        .innerJoin("conversations as c", "c.id", "m.conversation_id")
        .select(["c.id", sql<number>`0`.as("user_id"), dueAt.as("due_at")])
        .where("m.user_id", "=", userId)
        .where("m.status", "in", readableStatuses)
        .where("c.kind", "=", "group")
        .where(sql<boolean>`replace(replace(c.face_ids, '[', ','), ']', ',') like ${`%,${userId},%`}`);
      await run(
        build
          .insertInto("face_renewals")
          .columns(["conversation_id", "user_id", "due_at"])
          .expression(shown)
          .onConflict((conflict) => conflict.doNothing()),
      );
    },
    async done({ conversationId, userId, dueAt: at }) {
      await run(
        build
          .deleteFrom("face_renewals")
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId)
          .where("due_at", "=", at),
      );
    },
    async postpone({ conversationId, userId }, later) {
      await run(
        build
          .updateTable("face_renewals")
          .set({ due_at: later })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    async set(conversationId, { madeOf, mediaId, at }) {
      await run(
        build
          .updateTable("conversations")
          .set({ face_key: madeOf, face_media_id: mediaId, faces_made_at: at, changed: changeMark })
          .where("id", "=", conversationId),
      );
    },
  };
}

export async function markFaces({ build, run }: WritingStatements, conversationId: number): Promise<void> {
  const group = build
    .selectFrom("conversations as c")
    .select(["c.id", sql<number>`0`.as("user_id"), dueAt.as("due_at")])
    .where("c.id", "=", conversationId)
    .where("c.kind", "=", "group");
  await run(
    build
      .insertInto("face_renewals")
      .columns(["conversation_id", "user_id", "due_at"])
      .expression(group)
      .onConflict((conflict) => conflict.doNothing()),
  );
}
