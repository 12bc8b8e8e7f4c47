import type { Conversation, ConversationStatus } from "@parley/protocol";
import { sql } from "kysely";
import { eventKinds } from "../../engine/ports/event-record.ts";
import type {
  ConversationsReader,
  ConversationsWriter,
  NewConversation,
  StoredConversation,
} from "../../engine/ports/store-conversations.ts";
import { shownAvatar, shownFaceIds } from "./faces.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function conversationsReader({ build, run }: Statements): ConversationsReader {
  // Compiled once: who catches up asks for it with every range, and building it takes longer than running it.
  const byId = build
    .selectFrom("conversations as c")
    .select([
      "id",
      "kind",
      "name",
      sql.raw<string | null>(shownAvatar).as("avatar"),
      "owner_id as ownerId",
      "member_count as memberCount",
      "created_at as createdAt",
      "last_rev as lastRev",
      "last_seq as lastSeq",
      "status",
      sql.raw<string | null>(shownFaceIds).as("faceIds"),
      "is_auto_named as isAutoNamed",
    ])
    .where("id", "=", 0)
    .compile();
  return {
    async findOnly(only) {
      const [row] = await run(
        build
          .selectFrom("conversations")
          .select("id")
          // Written out, so that the database sees that its partial index holds the row.
          .where(sql<boolean>`kind = ${sql.lit(only.kind)}`)
          .$if(only.kind === "notes", (found) =>
            found.where("owner_id", "=", only.kind === "notes" ? only.ownerId : 0),
          ),
      );
      return row?.id ?? null;
    },
    async find(conversationId) {
      const [row] = await run<ConversationRow>({
        compile: () => ({ ...byId, parameters: [conversationId] }),
      });
      if (row === undefined) return null;
      const { status, faceIds, isAutoNamed, ...conversation } = row;
      return { ...conversation, ...shownState({ status, faceIds, isAutoNamed }) };
    },
  };
}

interface ConversationRow extends Omit<StoredConversation, "status" | "faces" | "isAutoNamed"> {
  readonly status: ConversationStatus;
  readonly faceIds: string | null;
  readonly isAutoNamed: number;
}

/** What is shown of a conversation only where it is not as most are. */
export function shownState(row: {
  readonly status: ConversationStatus;
  readonly faceIds: string | null;
  readonly isAutoNamed: number;
}): Pick<Conversation, "status" | "faces" | "isAutoNamed"> {
  return {
    ...(row.isAutoNamed === 1 ? { isAutoNamed: true } : {}),
    ...(row.status === "active" ? {} : { status: row.status }),
    ...(row.faceIds === null ? {} : { faces: JSON.parse(row.faceIds) }),
  };
}

export function conversationsWriter(statements: WritingStatements): ConversationsWriter {
  const { build, run, changeMark, randomUuid } = statements;
  const reader = conversationsReader(statements);
  const values = (conversation: NewConversation) => ({
    kind: conversation.kind,
    name: conversation.name,
    is_auto_named: Number(conversation.isAutoNamed ?? false),
    uuid: randomUuid,
    avatar: null,
    face_ids: conversation.faces === undefined ? null : JSON.stringify(conversation.faces),
    owner_id: conversation.ownerId,
    member_count: conversation.memberCount,
    created_at: conversation.createdAt,
    last_rev: 0,
    last_seq: 0,
    last_active_at: conversation.createdAt,
    changed: changeMark,
  });
  return {
    ...reader,
    async insert(conversation) {
      const [row] = await run(build.insertInto("conversations").values(values(conversation)).returning("id"));
      if (row === undefined) throw new Error("the inserted conversation has no id");
      return row.id;
    },
    async hold(conversationId) {
      // An update that changes nothing holds the row on both databases.
      await run(
        build
          .updateTable("conversations")
          .set((column) => ({ last_rev: column.ref("last_rev") }))
          .where("id", "=", conversationId),
      );
    },
    async findDirect([first, second]) {
      const [found] = await run(
        build
          .selectFrom("conversations")
          .select("id")
          .where("direct_low", "=", Math.min(first, second))
          .where("direct_high", "=", Math.max(first, second)),
      );
      return found?.id ?? null;
    },
    async newestAuthor(conversationId) {
      const newest = sql<{ authorId: number }>`
        select actor_id as "authorId" from log
        where conversation_id = ${conversationId} and kind = ${eventKinds["message.sent"]} and actor_id <> 0
        order by rev desc limit 1`;
      const [row] = await run({ compile: () => newest.compile(build) });
      return row?.authorId ?? null;
    },
    async openOnly(only, createdAt) {
      const ownerId = only.kind === "notes" ? only.ownerId : null;
      const memberCount = only.kind === "notes" ? 1 : 0;
      const row = values({ kind: only.kind, name: null, ownerId, memberCount, createdAt });
      const [made] = await run(
        build
          .insertInto("conversations")
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning("id"),
      );
      if (made !== undefined) return { conversationId: made.id, isNew: true };
      const known = await reader.findOnly(only);
      if (known === null) throw new Error("a conversation of which there is one is neither new nor there");
      return { conversationId: known, isNew: false };
    },
    async openDirect([first, second], createdAt) {
      const direct = { direct_low: Math.min(first, second), direct_high: Math.max(first, second) };
      const pair = values({ kind: "direct", name: null, ownerId: null, memberCount: 2, createdAt });
      const [made] = await run(
        build
          .insertInto("conversations")
          .values({ ...pair, ...direct })
          .onConflict((conflict) => conflict.columns(["direct_low", "direct_high"]).doNothing())
          .returning("id"),
      );
      if (made !== undefined) return { conversationId: made.id, isNew: true };
      const [found] = await run(
        build
          .selectFrom("conversations")
          .select("id")
          .where("direct_low", "=", direct.direct_low)
          .where("direct_high", "=", direct.direct_high),
      );
      if (found === undefined) throw new Error("a direct conversation is neither new nor there");
      return { conversationId: found.id, isNew: false };
    },
  };
}
