import { sql } from "kysely";
import type { MediaReader, MediaUse, MediaWriter, StoredMedia } from "../../engine/ports/store-media.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { noteUnused } from "./unused-media.ts";

const columns = [
  "id",
  "owner_id as ownerId",
  "kind",
  "name",
  "bytes",
  "blob_key as blobKey",
  "type",
  "sha256",
  "width",
  "height",
  "duration_ms as durationMs",
  "placeholder",
  "created_at as createdAt",
  "complete_at as completeAt",
] as const;

export function mediaReader({ build, run }: Statements): MediaReader {
  return {
    async find(id) {
      const [row] = await run(build.selectFrom("media").select(columns).where("id", "=", id));
      return row ?? null;
    },
    uses: (id, limit) =>
      run(
        build
          .selectFrom("media_uses")
          .select(["conversation_id as conversationId", "message_id as messageId"])
          .where("media_id", "=", id)
          .orderBy("conversation_id")
          .limit(limit),
      ),
    usesSeenBy: (userId, id, limit) =>
      run(
        build
          .selectFrom("media_uses as uses")
          .innerJoin("members", "members.conversation_id", "uses.conversation_id")
          .select(["uses.conversation_id as conversationId", "uses.message_id as messageId"])
          .where("uses.media_id", "=", id)
          .where("members.user_id", "=", userId)
          .where("members.status", "in", readableStatuses)
          .orderBy("uses.message_id", "desc")
          .limit(limit),
      ),
    async list(ownerId, before, limit) {
      const owned = build.selectFrom("media").select(columns).where("owner_id", "=", ownerId);
      const after =
        before === null
          ? owned
          : owned.where(sql<boolean>`(created_at, id) < (${before.createdAt}, ${before.id})`);
      return run(after.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit));
    },
    async usage(ownerId) {
      const [row] = await run(
        build
          .selectFrom("media")
          .select([
            sql<number>`coalesce(sum(bytes), 0)`.as("bytes"),
            sql<number>`count(*) - count(complete_at)`.as("openCount"),
          ])
          .where("owner_id", "=", ownerId),
      );
      return { bytes: Number(row?.bytes ?? 0), openCount: Number(row?.openCount ?? 0) };
    },
    async shownBytes(conversationId) {
      const [row] = await run(
        build.selectFrom("media_totals").select("bytes").where("conversation_id", "=", conversationId),
      );
      return Number(row?.bytes ?? 0);
    },
    async removals(limit) {
      const rows = await run(
        build
          .selectFrom("media_removals")
          .select("blob_key")
          // Noted when nothing referred to it: what does again keeps it.
          .where(
            sql<boolean>`not exists (select 1 from media where media.id = media_removals.blob_key
              and media.blob_key = media_removals.blob_key and media.complete_at is not null)`,
          )
          .orderBy("blob_key")
          .limit(limit),
      );
      return rows.map((row) => row.blob_key);
    },
  };
}

export function mediaWriter(statements: WritingStatements): MediaWriter {
  const { build, run } = statements;
  const reader = mediaReader(statements);
  return {
    ...reader,
    async insert({ id, ownerId, kind, name, bytes, durationMs, createdAt }) {
      await run(
        build.insertInto("media").values({
          ...{ id, owner_id: ownerId, kind, name, bytes, blob_key: id, duration_ms: durationMs },
          ...{ type: null, sha256: null, width: null, height: null, placeholder: null, complete_at: null },
          ...{ created_at: createdAt, unused_since: createdAt },
        }),
      );
    },
    complete: (id, facts, now) => complete(statements, id, facts, now),
    async remove(id) {
      const [removed] = await removeRows(statements, sql`id = ${id} and unused_since is not null`);
      if (removed !== undefined) return true;
      return (await reader.find(id)) === null;
    },
    use: (id, use, isCounted = true) => useMedia(statements, id, use, isCounted),
    endUses: (use, now, mediaIds) => endUses(statements, use, now, mediaIds),
    async removeUnused(before, limit) {
      const unused = sql`id in (select id from media where unused_since < ${before} limit ${sql.lit(limit)})
        and unused_since is not null`;
      return (await removeRows(statements, unused)).length;
    },
    async forgetRemovals(keys) {
      if (keys.length === 0) return;
      await run(build.deleteFrom("media_removals").where("blob_key", "in", keys));
    },
  };
}

async function useMedia(
  statements: WritingStatements,
  id: string,
  { conversationId, messageId }: MediaUse,
  isCounted: boolean,
): Promise<StoredMedia | null> {
  const { build, run } = statements;
  // First, because it holds the row: nobody removes the file meanwhile.
  const held = build.updateTable("media").set({ unused_since: null }).where("id", "=", id);
  const [media] = await run(held.returning(columns));
  if (media === undefined) return null;
  const [added] = await run(
    build
      .insertInto("media_uses")
      .values({
        ...{ media_id: id, conversation_id: conversationId, message_id: messageId },
        is_counted: Number(isCounted),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("media_id"),
  );
  if (added !== undefined && isCounted) await addShown(statements, conversationId, media.bytes);
  return media;
}

async function endUses(
  statements: WritingStatements,
  { conversationId, messageId }: MediaUse,
  now: number,
  mediaIds?: readonly string[],
): Promise<void> {
  const { build, run } = statements;
  const all = build
    .deleteFrom("media_uses")
    .where("conversation_id", "=", conversationId)
    .where("message_id", "=", messageId);
  const some = mediaIds === undefined ? all : all.where("media_id", "in", mediaIds);
  const ended = await run(some.returning(["media_id as id", "is_counted as isCounted"]));
  for (const { id, isCounted } of ended) {
    if (isCounted === 1) {
      const [media] = await run(build.selectFrom("media").select("bytes").where("id", "=", id));
      await addShown(statements, conversationId, -Number(media?.bytes ?? 0));
    }
  }
  await noteUnused(statements, ended, now);
}

async function addShown(
  { build, run }: WritingStatements,
  conversationId: number,
  bytes: number,
): Promise<void> {
  await run(
    build
      .insertInto("media_totals")
      .values({ conversation_id: conversationId, bytes })
      .onConflict((conflict) =>
        conflict.column("conversation_id").doUpdateSet({ bytes: sql<number>`media_totals.bytes + ${bytes}` }),
      ),
  );
}

/** Kind and hash: an image is kept without what it tells of its maker, the same bytes as a file are kept as they are. */
function contentOf({ kind, sha256 }: Pick<StoredMedia, "kind" | "sha256">): string {
  return `${kind === "image" ? "image" : "file"}:${sha256}`;
}

async function complete(
  statements: WritingStatements,
  id: string,
  facts: Parameters<MediaWriter["complete"]>[1],
  now: number,
): Promise<StoredMedia | null> {
  const { build, run } = statements;
  const { bytes, type, sha256, width, height, durationMs, placeholder } = facts;
  const [row] = await run(
    build
      .updateTable("media")
      .set({
        ...{ bytes, type, sha256, width, height, placeholder, complete_at: now, unused_since: now },
        ...(durationMs === null ? {} : { duration_ms: durationMs }),
      })
      .where("id", "=", id)
      .where("complete_at", "is", null)
      .returning(columns),
  );
  if (row === undefined) return null;
  const [blob] = await run(
    build
      .insertInto("media_blobs")
      .values({ content: contentOf(row), blob_key: id, refs: 1 })
      .onConflict((conflict) =>
        conflict.column("content").doUpdateSet({ refs: sql<number>`media_blobs.refs + 1` }),
      )
      .returning("blob_key"),
  );
  const blobKey = blob?.blob_key ?? id;
  if (blobKey === id) return row;
  await run(build.updateTable("media").set({ blob_key: blobKey }).where("id", "=", id));
  await leaveToRemove(statements, id);
  return { ...row, blobKey };
}

/** Removes rows of files, and gives up their share in blobs; the last one leaves its blob to be removed. */
async function removeRows(
  statements: WritingStatements,
  which: ReturnType<typeof sql>,
): Promise<readonly { id: string }[]> {
  const { build, run } = statements;
  const removed = await run(build.deleteFrom("media").where(sql<boolean>`${which}`).returning(columns));
  for (const media of removed) {
    if (media.completeAt === null) {
      await leaveToRemove(statements, media.id);
      continue;
    }
    const content = contentOf(media);
    const [left] = await run(
      build
        .updateTable("media_blobs")
        .set({ refs: sql<number>`refs - 1` })
        .where("content", "=", content)
        .returning(["refs", "blob_key"]),
    );
    if (left === undefined || Number(left.refs) > 0) continue;
    await run(build.deleteFrom("media_blobs").where("content", "=", content));
    await leaveToRemove(statements, left.blob_key);
  }
  return removed;
}

async function leaveToRemove({ build, run }: WritingStatements, key: string): Promise<void> {
  await run(
    build
      .insertInto("media_removals")
      .values({ blob_key: key })
      .onConflict((conflict) => conflict.doNothing()),
  );
}
