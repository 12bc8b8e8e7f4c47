import { sql } from "kysely";
import type { DirectoryReader, DirectoryWriter } from "../../engine/ports/store-directory.ts";
import { isDone } from "./credentials.ts";
import { shownAvatar } from "./faces.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** No text that is stored has a greater character. */
const lastCharacter = "\u{10ffff}";

/** Tokens one statement inserts: keeps its parameters below what both databases take. */
const tokensPerInsert = 200;

export function directoryReader({ build, run }: Statements): DirectoryReader {
  const conversations = build.selectFrom("conversations");
  const idWhere = async (column: "uuid" | "number", value: string) => {
    const [row] = await run(conversations.select("id").where(column, "=", value));
    return row?.id ?? null;
  };
  return {
    findByUuid: (uuid) => idWhere("uuid", uuid),
    findByNumber: (number) => idWhere("number", number),
    async details(conversationId) {
      const [row] = await run(
        conversations.select(["uuid", "number", "description", "category"]).where("id", "=", conversationId),
      );
      return row ?? null;
    },
    async page({ category, beforeId, limit }) {
      const rows = await run(
        conversations
          .select("id")
          // Written out, so that the database sees that its partial index holds these rows.
          .where(sql<boolean>`is_public = 1`)
          .$if(category !== null, (found) => found.where("category", "=", category ?? 0))
          .$if(beforeId !== null, (found) => found.where("id", "<", beforeId ?? 0))
          .orderBy("id", "desc")
          .limit(limit),
      );
      return rows.map(({ id }) => id);
    },
    startingWith: (text, limit) =>
      run(
        build
          .selectFrom("group_tokens")
          .select(["token", "conversation_id as conversationId"])
          .where("token", ">=", text)
          .where("token", "<", text + lastCharacter)
          .orderBy("token")
          .orderBy("conversation_id")
          .limit(limit),
      ),
    async cards(conversationIds) {
      if (conversationIds.length === 0) return [];
      const rows = await run(
        build
          .selectFrom("conversations as c")
          .select(["id as conversationId", "number", "name", "description", "category"])
          .select(sql.raw<string | null>(shownAvatar).as("avatar"))
          .select(["member_count as memberCount", "is_public", "settings"])
          .where("id", "in", [...conversationIds])
          .where("kind", "=", "group")
          .where("status", "!=", "dissolved"),
      );
      return rows.map(({ is_public, settings, ...card }) => ({
        ...card,
        isPublic: is_public === 1,
        settings: settings === null ? {} : JSON.parse(settings),
      }));
    },
  };
}

export function directoryWriter(statements: WritingStatements): DirectoryWriter {
  const { build, run } = statements;
  const reader = directoryReader(statements);
  return {
    ...reader,
    async setNumber(conversationId, number) {
      const holder = number === null ? null : await reader.findByNumber(number);
      if (holder !== null && holder !== conversationId) return false;
      return isDone(run(build.updateTable("conversations").set({ number }).where("id", "=", conversationId)));
    },
    async replaceTokens(conversationId, tokens) {
      await run(build.deleteFrom("group_tokens").where("conversation_id", "=", conversationId));
      for (let start = 0; start < tokens.length; start += tokensPerInsert) {
        const rows = tokens
          .slice(start, start + tokensPerInsert)
          .map((token) => ({ token, conversation_id: conversationId }));
        await run(build.insertInto("group_tokens").values(rows));
      }
    },
  };
}
