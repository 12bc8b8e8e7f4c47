/** Statements of the folders of a user's list. */
import type { FoldersReader, FoldersWriter } from "../../engine/ports/store-inbox.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function foldersReader({ build, run }: Statements): FoldersReader {
  return {
    list: async (userId) =>
      run(
        build
          .selectFrom("folders")
          .select(["id", "name"])
          .where("user_id", "=", userId)
          .orderBy("place")
          .orderBy("id"),
      ),
  };
}

export function foldersWriter(statements: WritingStatements): FoldersWriter {
  const { build, run } = statements;
  return {
    ...foldersReader(statements),
    async insert(userId, name, place) {
      const row = { user_id: userId, name, place };
      const [inserted] = await run(build.insertInto("folders").values(row).returning("id"));
      if (inserted === undefined) throw new Error("the inserted folder has no id");
      return inserted.id;
    },
    async rename(userId, folderId, name) {
      await run(
        build.updateTable("folders").set({ name }).where("id", "=", folderId).where("user_id", "=", userId),
      );
    },
    async place(userId, folderId, place) {
      await run(
        build.updateTable("folders").set({ place }).where("id", "=", folderId).where("user_id", "=", userId),
      );
    },
    async remove(userId, folderId) {
      await run(build.deleteFrom("folders").where("id", "=", folderId).where("user_id", "=", userId));
    },
  };
}
