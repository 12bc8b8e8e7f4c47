import type {
  DeliveryCursorsReader,
  DeliveryCursorsWriter,
} from "../../engine/ports/store-delivery-cursors.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const rowsPerStatement = 200;

/** Of the row that holds the mark. */
const noConversation = 0;

export function deliveryCursorsReader({ build, run }: Statements): DeliveryCursorsReader {
  return {
    async read(userId, consumer) {
      const rows = await run(
        build
          .selectFrom("delivery_cursors")
          .select(["conversation_id as conversationId", "rev", "mark"])
          .where("user_id", "=", userId)
          .where("consumer", "=", consumer),
      );
      return {
        cursors: rows
          .filter(({ conversationId }) => conversationId !== noConversation)
          .map(({ conversationId, rev }) => ({ conversationId, rev })),
        mark: rows.find(({ conversationId }) => conversationId === noConversation)?.mark ?? null,
      };
    },
  };
}

export function deliveryCursorsWriter(statements: WritingStatements): DeliveryCursorsWriter {
  const { build, run } = statements;
  return {
    ...deliveryCursorsReader(statements),
    async move(moves) {
      for (let first = 0; first < moves.length; first += rowsPerStatement) {
        const rows = moves.slice(first, first + rowsPerStatement).map((move) => ({
          user_id: move.userId,
          consumer: move.consumer,
          conversation_id: move.conversationId,
          rev: move.rev,
          mark: null,
        }));
        await run(
          build
            .insertInto("delivery_cursors")
            .values(rows)
            .onConflict((conflict) =>
              conflict
                .columns(["user_id", "consumer", "conversation_id"])
                .doUpdateSet((eb) => ({ rev: eb.ref("excluded.rev") }))
                .whereRef("delivery_cursors.rev", "<", "excluded.rev"),
            ),
        );
      }
    },
    async setMark(userId, consumer, mark) {
      await run(
        build
          .insertInto("delivery_cursors")
          .values({ user_id: userId, consumer, conversation_id: noConversation, rev: 0, mark })
          .onConflict((conflict) =>
            conflict.columns(["user_id", "consumer", "conversation_id"]).doUpdateSet({ mark }),
          ),
      );
    },
  };
}
