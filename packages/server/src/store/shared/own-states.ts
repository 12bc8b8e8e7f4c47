/** Statements of what members keep of conversations for themselves. */
import type { OwnState } from "@parley/protocol";
import { sql } from "kysely";
import type { OwnStatesReader, OwnStatesWriter } from "../../engine/ports/store-inbox.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function ownStatesReader({ build, run }: Statements): OwnStatesReader {
  return {
    async find(conversationId, userId) {
      const [row] = await run(
        build
          .selectFrom("members")
          .select("own")
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
      return row === undefined ? null : stateOf(row.own);
    },
    async countPinned(userId) {
      const [row] = await run(
        build
          .selectFrom("members")
          .select((count) => count.fn.countAll<number>().as("count"))
          .where("user_id", "=", userId)
          .where("pinned_at", ">", 0),
      );
      return Number(row?.count ?? 0);
    },
    async inFolder(userId, folderId) {
      const rows = await run(
        build
          .selectFrom("members")
          .select(["conversation_id as conversationId", "own"])
          .where("user_id", "=", userId)
          .where("own", "is not", null)
          .orderBy("conversation_id"),
      );
      return rows
        .map(({ conversationId, own }) => ({ conversationId, own: stateOf(own) }))
        .filter(({ own }) => own.folderIds?.includes(folderId) === true);
    },
  };
}

export function ownStatesWriter(statements: WritingStatements): OwnStatesWriter {
  const { build, run, changeMark } = statements;
  return {
    ...ownStatesReader(statements),
    async set(conversationId, userId, own) {
      const text = JSON.stringify(own);
      await run(
        build
          .updateTable("members")
          .set({
            own: text === "{}" ? null : text,
            pinned_at: own.pinnedAt ?? 0,
            unlisted_seq: own.unlistedSeq ?? -1,
            changed: changeMark,
          })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
    async clear(conversationId, userId, { rev, seq }) {
      await run(
        build
          .updateTable("members")
          .set({
            uncleared_seq: sql<number>`coalesce(uncleared_seq, first_seq)`,
            first_rev: rev,
            first_seq: seq,
            draft: null,
            changed: changeMark,
          })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "=", userId),
      );
    },
  };
}

function stateOf(text: string | null): OwnState {
  return text === null ? {} : JSON.parse(text);
}
