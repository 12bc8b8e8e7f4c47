import { type Compilable, sql } from "kysely";
import type { OwnRecord, OwnRecordsReader, RecordSection } from "../../engine/ports/store-own-records.ts";
import type { Statements } from "./statements.ts";

type Row = Readonly<Record<string, unknown>>;
type Page = (
  build: Statements["build"],
  userId: number,
  afterKey: string | null,
  limit: number,
) => Compilable<Row>;

interface Section {
  /** The columns that make the place of a record. */
  readonly key: string | readonly [string, string];
  readonly page: Page;
}

const sections: Record<RecordSection, Section> = {
  account: {
    key: "id",
    page: (build, userId, afterKey) =>
      build
        .selectFrom("users")
        .select([
          "id",
          "uuid",
          "username",
          "nickname",
          "avatar",
          "role",
          "email",
          "phone",
          "gender",
          "birthday",
        ])
        .select(["bio", "location", "website", "language", "created_at as createdAt"])
        .select(["last_active_at as lastActiveAt", "follower_count as followerCount"])
        .select("following_count as followingCount")
        .where("id", "=", userId)
        .where("id", ">", Number(afterKey ?? 0)),
  },
  sessions: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("sessions")
        .select(["id", "device_id as deviceId", "device_name as deviceName", "platform", "address"])
        .select(["created_at as createdAt", "last_used_at as lastUsedAt", "expires_at as expiresAt"])
        .select(["ended_at as endedAt", "end_reason as endReason"])
        .where("user_id", "=", userId)
        .where("id", ">", afterKey ?? "")
        .orderBy("id")
        .limit(limit),
  },
  settings: {
    key: "section",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("user_settings")
        .select(["section", "value"])
        .where("user_id", "=", userId)
        .where("section", ">", afterKey ?? "")
        .orderBy("section")
        .limit(limit),
  },
  identities: {
    key: "createdAt",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("identities")
        .select(["issuer", "subject", "created_at as createdAt"])
        .where("user_id", "=", userId)
        .where("created_at", ">", Number(afterKey ?? -1))
        .orderBy("created_at")
        .limit(limit),
  },
  contacts: {
    key: "userId",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("contacts")
        .select(["contact_id as userId", "is_contact as isContact", "is_starred as isStarred"])
        .select([
          "is_blocked as isBlocked",
          "can_see_me as canSeeMe",
          "i_see as iSee",
          "remark",
          "tags",
          "since",
        ])
        .where("user_id", "=", userId)
        .where("contact_id", ">", Number(afterKey ?? 0))
        .orderBy("contact_id")
        .limit(limit),
  },
  contactRequests: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("contact_requests")
        .select(["id", "to_id as toId", "message", "remark", "created_at as createdAt"])
        // That it was ignored is the other's secret.
        .select(sql<string>`case status when 'ignored' then 'pending' else status end`.as("status"))
        .where("from_id", "=", userId)
        .where("id", ">", Number(afterKey ?? 0))
        .orderBy("id")
        .limit(limit),
  },
  joinRequests: {
    key: "conversationId",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("join_requests")
        .select(["conversation_id as conversationId", "message", "created_at as createdAt"])
        .where("user_id", "=", userId)
        .where("conversation_id", ">", Number(afterKey ?? 0))
        .orderBy("conversation_id")
        .limit(limit),
  },
  following: {
    key: "userId",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("follows")
        .select(["followed_id as userId", "at"])
        .where("follower_id", "=", userId)
        .where("followed_id", ">", Number(afterKey ?? 0))
        .orderBy("followed_id")
        .limit(limit),
  },
  complaints: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("complaints")
        .select(["id", "target", "reason", "body", "images"])
        .select(["status", "answer", "created_at as createdAt", "changed_at as changedAt"])
        .where("user_id", "=", userId)
        .where("id", ">", Number(afterKey ?? 0))
        .orderBy("id")
        .limit(limit),
  },
  autoAnswers: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("auto_answers")
        .select(["id", "question", "answer", "is_enabled as isEnabled", "created_at as createdAt"])
        .where("user_id", "=", userId)
        .where("id", ">", Number(afterKey ?? 0))
        .orderBy("id")
        .limit(limit),
  },
  folders: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("folders")
        .select(["id", "name", "place"])
        .where("user_id", "=", userId)
        .where("id", ">", Number(afterKey ?? 0))
        .orderBy("id")
        .limit(limit),
  },
  stickerPacks: {
    key: "id",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("sticker_packs")
        .select(["id", "name", "is_shared as isShared", "created_at as createdAt"])
        .where("owner_id", "=", userId)
        .where("id", ">", afterKey ?? "")
        .orderBy("id")
        .limit(limit),
  },
  stickers: {
    key: ["packId", "id"],
    page: (build, userId, afterKey, limit) => {
      const [packId = "", id = ""] = (afterKey ?? "").split(".");
      return build
        .selectFrom("stickers")
        .innerJoin("sticker_packs as packs", "packs.id", "stickers.pack_id")
        .select(["stickers.pack_id as packId", "stickers.id", "stickers.media_id as mediaId"])
        .select(["stickers.emoji", "stickers.place"])
        .where("packs.owner_id", "=", userId)
        .where((where) =>
          where(where.refTuple("stickers.pack_id", "stickers.id"), ">", where.tuple(packId, id)),
        )
        .orderBy("stickers.pack_id")
        .orderBy("stickers.id")
        .limit(limit);
    },
  },
  // What others' packs are called is theirs.
  installedStickerPacks: {
    key: "packId",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("installed_sticker_packs")
        .select(["pack_id as packId", "installed_at as installedAt"])
        .where("user_id", "=", userId)
        .where("pack_id", ">", afterKey ?? "")
        .orderBy("pack_id")
        .limit(limit),
  },
  inbox: {
    key: "conversationId",
    page: (build, userId, afterKey, limit) =>
      build
        .selectFrom("members")
        .innerJoin("conversations", "conversations.id", "members.conversation_id")
        .select(["members.conversation_id as conversationId", "conversations.kind", "members.role"])
        .select(["members.status", "members.joined_at as joinedAt"])
        .select(["members.nickname", "members.avatar"])
        .select(["members.read_seq as readSeq", "members.delivered_seq as deliveredSeq"])
        .select(["members.own", "members.draft"])
        .where("members.user_id", "=", userId)
        .where("conversations.kind", "!=", "feed")
        .where("members.conversation_id", ">", Number(afterKey ?? 0))
        .orderBy("members.conversation_id")
        .limit(limit),
  },
  scheduledMessages: {
    key: ["conversationId", "id"],
    page: (build, userId, afterKey, limit) => {
      const [conversationId = "0", id = ""] = (afterKey ?? "0.").split(".");
      return build
        .selectFrom("scheduled_messages")
        .select(["conversation_id as conversationId", "message_id as id", "body as sends"])
        .select(["send_at as sendAt", "created_at as createdAt"])
        .select(["failed_at as failedAt", "error_code as errorCode"])
        .where("user_id", "=", userId)
        .where((where) =>
          where(
            where.refTuple("conversation_id", "message_id"),
            ">",
            where.tuple(Number(conversationId), id),
          ),
        )
        .orderBy("conversation_id")
        .orderBy("message_id")
        .limit(limit);
    },
  },
  files: {
    key: ["createdAt", "id"],
    page: (build, userId, afterKey, limit) => {
      const [createdAt = "-1", id = ""] = (afterKey ?? "-1.").split(".");
      return build
        .selectFrom("media")
        .select(["id", "kind", "name", "bytes", "type", "sha256", "width", "height"])
        .select(["duration_ms as durationMs", "created_at as createdAt", "complete_at as completeAt"])
        .where("owner_id", "=", userId)
        .where("complete_at", "is not", null)
        .where((where) => where(where.refTuple("created_at", "id"), ">", where.tuple(Number(createdAt), id)))
        .orderBy("created_at")
        .orderBy("id")
        .limit(limit);
    },
  },
};

export function ownRecordsReader({ build, run }: Statements): OwnRecordsReader {
  return {
    async page(section, userId, afterKey, limit) {
      const { key, page } = sections[section];
      const rows = await run(page(build, userId, afterKey, limit));
      const columns = typeof key === "string" ? [key] : key;
      return rows.map((row): OwnRecord => {
        return { key: columns.map((column) => row[column]).join("."), record: readable(row) };
      });
    },
    async nextConversation(userId, afterConversationId) {
      const [row] = await run(
        build
          .selectFrom("members")
          .innerJoin("conversations", "conversations.id", "members.conversation_id")
          .select(["conversations.id", "conversations.last_rev as lastRev"])
          .where("members.user_id", "=", userId)
          .where("members.conversation_id", ">", afterConversationId)
          .where("conversations.kind", "!=", "feed")
          .orderBy("members.conversation_id")
          .limit(1),
      );
      return row ?? null;
    },
  };
}

const flags = /^(is[A-Z]|canSeeMe$|iSee$)/;
const texts = new Set(["tags", "images", "target", "value", "own", "draft", "sends"]);

/** Flags as such and kept JSON as what it says. */
function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (flags.test(name)) return [name, value === 1];
      return [name, texts.has(name) && typeof value === "string" ? JSON.parse(value) : value];
    }),
  );
}
