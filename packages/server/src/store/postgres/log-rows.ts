/** Rows of the log as PostgreSQL answers them: already what wire texts are made of. */
export const logColumns = `conversation_id as "conversationId", rev, kind, actor_id as "actorId", at, seq,
  message_id as id, body, recalled_at as "recalledAt", extra`;
