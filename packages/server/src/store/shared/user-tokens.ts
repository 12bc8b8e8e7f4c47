import { sql } from "kysely";
import type { UserTokensReader, UserTokensWriter } from "../../engine/ports/store-search.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** No text that is stored has a greater character. */
export const lastCharacter = "\u{10ffff}";

/** Tokens one statement inserts: keeps its parameters below what both databases take. */
const tokensPerInsert = 200;

export function userTokensReader({ build, run }: Statements): UserTokensReader {
  const privacyOf = (column: "email_key" | "phone", value: string) =>
    build
      .selectFrom("users")
      .leftJoin("user_settings", (join) =>
        join.onRef("user_settings.user_id", "=", "users.id").on("user_settings.section", "=", "privacy"),
      )
      .select(["users.id as userId", "user_settings.value as privacy"])
      .where(`users.${column}`, "=", value);
  return {
    startingWith: (text, limit) =>
      run(
        build
          .selectFrom("user_tokens")
          .select(["token", "user_id as userId"])
          .where("token", ">=", text)
          .where("token", "<", text + lastCharacter)
          .orderBy("token")
          .orderBy("user_id")
          .limit(limit),
      ),
    async findByAddress({ emailKey, phone }) {
      const [byEmail, byPhone] = await Promise.all([
        run(privacyOf("email_key", emailKey)),
        run(privacyOf("phone", phone)),
      ]);
      if (byEmail[0] !== undefined) return { ...byEmail[0], by: "email" };
      return byPhone[0] === undefined ? null : { ...byPhone[0], by: "phone" };
    },
  };
}

export function userTokensWriter(statements: WritingStatements): UserTokensWriter {
  const { build, run, holdingRows } = statements;
  return {
    ...userTokensReader(statements),
    async replace(userId, tokens, version) {
      const had = await run(build.selectFrom("user_tokens").select("token").where("user_id", "=", userId));
      const before = new Set(had.map(({ token }) => token));
      const news = tokens.filter((token) => !before.has(token));
      for (const token of tokens) before.delete(token);
      for (const token of before) {
        await run(build.deleteFrom("user_tokens").where("token", "=", token).where("user_id", "=", userId));
      }
      for (let start = 0; start < news.length; start += tokensPerInsert) {
        const rows = news.slice(start, start + tokensPerInsert).map((token) => ({ token, user_id: userId }));
        await run(build.insertInto("user_tokens").values(rows));
      }
      await run(build.updateTable("users").set({ search_version: version }).where("id", "=", userId));
    },
    listOutdated: (version, limit) =>
      run(
        build
          .selectFrom("users")
          .select(["id", "username", "nickname", "role"])
          // Written out, so that SQLite sees that its partial index holds all of these rows.
          .where(sql<boolean>`deleted_at is null`)
          .where("search_version", "<", version)
          .orderBy("search_version")
          .orderBy("id")
          .limit(limit)
          .modifyEnd(holdingRows),
      ),
  };
}
