/**
 * The other of a direct conversation that is not the one of its pair any more (GUE-32), as SQL of both databases, where
 * `m` is the member and `c` the conversation. Somebody who left is the other still.
 */
export const otherMember = `(select o.user_id from members o
    where o.conversation_id = c.id and o.user_id <> m.user_id limit 1)`;
