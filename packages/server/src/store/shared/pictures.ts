import type { PictureOf, PicturesReader, PicturesWriter } from "../../engine/ports/store-pictures.ts";
import type { PictureUsesTable } from "./schema-media.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { noteUnused } from "./unused-media.ts";

export function picturesReader({ build, run }: Statements): PicturesReader {
  return {
    async shownBy(mediaId, limit) {
      const rows = await run(
        build
          .selectFrom("picture_uses")
          .selectAll()
          .where("media_id", "=", mediaId)
          .orderBy("conversation_id")
          .limit(limit),
      );
      return rows.map(pictureOf);
    },
  };
}

export function picturesWriter(statements: WritingStatements): PicturesWriter {
  const { build, run } = statements;
  return {
    ...picturesReader(statements),
    async show(mediaId, of, now) {
      const key = keyOf(of);
      if (mediaId !== null) {
        // First, because it holds the row: nobody removes the file meanwhile.
        const held = build.updateTable("media").set({ unused_since: null }).where("id", "=", mediaId);
        if ((await run(held.returning("id"))).length === 0) return false;
      }
      const ended = await run(
        build
          .deleteFrom("picture_uses")
          .where("kind", "=", key.kind)
          .where("conversation_id", "=", key.conversation_id)
          .where("user_id", "=", key.user_id)
          .returning("media_id as id"),
      );
      if (mediaId !== null) await run(build.insertInto("picture_uses").values({ ...key, media_id: mediaId }));
      await noteUnused(statements, ended, now);
      return true;
    },
    async endAll(of, now) {
      const all = build.deleteFrom("picture_uses");
      const some =
        "userId" in of
          ? all.where("user_id", "=", of.userId)
          : all.where("conversation_id", "=", of.conversationId);
      await noteUnused(statements, await run(some.returning("media_id as id")), now);
    },
  };
}

/** 0 stands for what a picture has nothing to do with. */
function keyOf(of: PictureOf): Omit<PictureUsesTable, "media_id"> {
  return {
    kind: of.kind,
    conversation_id: of.kind === "user" ? 0 : of.conversationId,
    user_id: of.kind === "user" || of.kind === "member" ? of.userId : 0,
  };
}

function pictureOf({ kind, conversation_id, user_id }: PictureUsesTable): PictureOf {
  switch (kind) {
    case "user":
      return { kind, userId: user_id };
    case "member":
      return { kind, conversationId: conversation_id, userId: user_id };
    default:
      return { kind, conversationId: conversation_id };
  }
}
