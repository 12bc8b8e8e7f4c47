/** Statements of mentions. Those of a message whose content goes are removed by the database itself (see migrations). */
import type { MentionsWriter } from "../../engine/ports/store-inbox.ts";
import type { WritingStatements } from "./statements.ts";

/** In place of a user's id. */
const everybody = 0;

export function mentionsWriter({ build, run }: WritingStatements): MentionsWriter {
  return {
    async add(conversationId, seq, mentioned) {
      const userIds = mentioned === "all" ? [everybody] : [...mentioned];
      const rows = userIds.map((userId) => ({ conversation_id: conversationId, seq, user_id: userId }));
      await run(build.insertInto("mentions").values(rows));
      if (mentioned === "all") {
        const conversation = build.updateTable("conversations").set({ mention_all_seq: seq });
        await run(conversation.where("id", "=", conversationId));
        return;
      }
      await run(
        build
          .updateTable("members")
          .set({ mention_seq: seq })
          .where("conversation_id", "=", conversationId)
          .where("user_id", "in", userIds),
      );
    },
  };
}
