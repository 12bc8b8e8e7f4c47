import { sql } from "kysely";
import type { WritingStatements } from "./statements.ts";

/**
 * Who has a direct conversation with the user writes by rules alone while the user is not there, and afterwards as
 * `ruleDirect` would have it: freely between contacts without a block.
 */
export async function rulePeers(
  { build, run }: WritingStatements,
  userId: number,
  isThere: boolean,
): Promise<void> {
  const directs = build
    .selectFrom("members as own")
    .innerJoin("conversations", "conversations.id", "own.conversation_id")
    .select("own.conversation_id")
    .where("own.user_id", "=", userId)
    .where("conversations.kind", "=", "direct");
  const peers = build
    .updateTable("members")
    .set({ is_ruled: isThere ? 0 : 1 })
    .where("user_id", "!=", userId)
    .where("conversation_id", "in", directs);
  if (!isThere) {
    await run(peers);
    return;
  }
  const areContacts = sql<boolean>`
    exists (select 1 from contacts where contacts.user_id = ${userId} and contacts.contact_id = members.user_id
      and contacts.is_contact = 1 and contacts.is_blocked = 0)
    and exists (select 1 from contacts where contacts.user_id = members.user_id
      and contacts.contact_id = ${userId} and contacts.is_contact = 1)`;
  await run(peers.where(areContacts));
}
