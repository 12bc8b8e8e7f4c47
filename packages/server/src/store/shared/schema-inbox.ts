/** What members keep for themselves adds to the tables of conversations and members. */
import type { Generated } from "kysely";

export interface InboxConversationColumns {
  /** The newest message that mentions everybody. */
  mention_all_seq: Generated<number>;
}

export interface InboxMemberColumns {
  /** JSON of an `OwnState`; null where nothing is set. */
  own: Generated<string | null>;
  pinned_at: Generated<number>;
  unlisted_seq: Generated<number>;
  /** JSON of a `Draft`. */
  draft: Generated<string | null>;
  /** The newest message as of the draft: one's own message after it ends it. */
  draft_seq: Generated<number>;
  delivered_seq: Generated<number>;
  /** The newest message that mentions the member by name. */
  mention_seq: Generated<number>;
  /** Of who cleared the history: what `first_seq` was before. */
  uncleared_seq: Generated<number | null>;
}

export interface MentionsTable {
  conversation_id: number;
  seq: number;
  /** 0: everybody. */
  user_id: number;
}

export interface FoldersTable {
  id: Generated<number>;
  user_id: number;
  name: string;
  place: number;
}
