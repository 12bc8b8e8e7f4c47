import type { OwnNamesReader } from "../../engine/ports/store-own-names.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { Statements } from "./statements.ts";

/** No text that is stored has a greater character. */
const lastCharacter = "\u{10ffff}";

const conversationsMax = 5_000;

export function ownNamesReader({ build, run }: Statements): OwnNamesReader {
  return {
    contactsStartingWith: (ownerId, text, limit) =>
      run(
        build
          .selectFrom("contacts")
          .innerJoin("user_tokens", "user_tokens.user_id", "contacts.contact_id")
          .select(["user_tokens.token", "user_tokens.user_id as userId"])
          .where("contacts.user_id", "=", ownerId)
          .where("contacts.is_contact", "=", 1)
          .where("user_tokens.token", ">=", text)
          .where("user_tokens.token", "<", text + lastCharacter)
          .orderBy("user_tokens.token")
          .orderBy("user_tokens.user_id")
          .limit(limit),
      ),
    async remarks(ownerId) {
      const rows = await run(
        build
          .selectFrom("contacts")
          .select(["contact_id as userId", "remark"])
          .where("user_id", "=", ownerId)
          .where("is_contact", "=", 1)
          .where("remark", "is not", null)
          .orderBy("contact_id"),
      );
      return rows.flatMap(({ userId, remark }) => (remark === null ? [] : [{ userId, remark }]));
    },
    async conversations(userId) {
      const rows = await run(
        build
          .selectFrom("members")
          .innerJoin("conversations", "conversations.id", "members.conversation_id")
          .select(["conversations.id", "conversations.name"])
          .where("members.user_id", "=", userId)
          .where("members.status", "in", readableStatuses)
          .where("conversations.name", "is not", null)
          .orderBy("conversations.last_active_at", "desc")
          .orderBy("conversations.id", "desc")
          .limit(conversationsMax),
      );
      return rows.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
    },
  };
}
