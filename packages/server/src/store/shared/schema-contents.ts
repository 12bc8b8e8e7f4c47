/** Tables of what contents of messages need besides the log. */

export interface ContentsSchema {
  forwarded_messages: ForwardedMessagesTable;
  poll_votes: PollVotesTable;
  streams: StreamsTable;
}

interface ForwardedMessagesTable {
  conversation_id: number;
  rev: number;
  place: number;
  message_id: string;
  origin_conversation_id: number;
  origin_rev: number;
  sender_id: number;
  sent_at: number;
  body: string | null;
}

interface PollVotesTable {
  conversation_id: number;
  rev: number;
  user_id: number;
  choice: number;
}

interface StreamsTable {
  conversation_id: number;
  rev: number;
  message_id: string;
  sender_id: number;
  body: string;
  changed_at: number;
  ended_rev: number | null;
}
