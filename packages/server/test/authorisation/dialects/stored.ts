/** What the server has stored of people, conversations and files, boiled down to one text: the same before and after a refusal. */
import type { TestServer } from "../../support/test-server.ts";

const counted = [
  ...["users", "conversations", "members", "log", "user_settings", "contacts", "contact_requests", "follows"],
  ...["complaints", "auto_answers", "audit_log", "group_invites", "join_requests", "hidden_messages"],
  ...["saved_messages", "message_edits", "pinned_messages", "media", "api_keys", "webhooks"],
  ...["scheduled_messages", "poll_votes", "folders", "codes", "identities", "erasures"],
];

/** Columns whose change adds no row. */
const summed = [
  "sum(length(username) + length(nickname) + coalesce(length(avatar), 0) + is_enabled) from users",
  "sum(length(value)) from user_settings",
  "sum(coalesce(recalled_rev, 0)) from log",
];

const query = `select ${[
  ...counted.map((table) => `(select count(*) from ${table}) as ${table}`),
  ...summed.map((sum, index) => `(select ${sum}) as sum_${index}`),
].join(", ")}`;

export async function storedIn(server: TestServer): Promise<string> {
  const [row] = await server.rows(query);
  return JSON.stringify(row);
}
