/** What contents of messages need besides the log. Writers hold the conversation. */

/** A message among those that were forwarded as one. */
export interface ForwardedMessage {
  /** Its place among them, from 1. */
  readonly place: number;
  readonly senderId: number;
  readonly sentAt: number;
  /** Content as JSON text; null once the original was recalled. */
  readonly body: string | null;
  /** Where it is from. */
  readonly originConversationId: number;
  readonly originRev: number;
}

export interface ForwardedMessagesReader {
  /** Those of the message that this event brought, after a place, at most `limit`. */
  list(conversationId: number, rev: number, after: number, limit: number): Promise<ForwardedMessage[]>;
}

/** The message that shows forwarded ones. */
export interface ForwardPlace {
  readonly conversationId: number;
  readonly rev: number;
  readonly messageId: string;
}

export interface ForwardedMessagesWriter extends ForwardedMessagesReader {
  /** All of them, so that a recall of an original which is under way comes after what is made of them. */
  hold(conversationId: number, rev: number): Promise<ForwardedMessage[]>;
  insert(place: ForwardPlace, messages: readonly ForwardedMessage[]): Promise<void>;
  /** Forgets all that the message showed. */
  remove(conversationId: number, rev: number): Promise<void>;
  /** The original says nothing any more: neither do these. Answers who showed it, and what it said. */
  eraseOrigin(
    conversationId: number,
    rev: number,
  ): Promise<readonly (ForwardPlace & { readonly body: string })[]>;
}

export interface PollVote {
  readonly userId: number;
  /** Each option a bit, the first the lowest. */
  readonly choice: number;
}

export interface PollVotesReader {
  /** Null of who did not vote. */
  find(conversationId: number, rev: number, userId: number): Promise<number | null>;
  /** Who chose an option, by number, after the given one. */
  voters(
    conversationId: number,
    rev: number,
    bit: number,
    page: { readonly afterUserId: number; readonly limit: number },
  ): Promise<number[]>;
}

export interface PollVotesWriter extends PollVotesReader {
  /** In the place of the one before; 0 takes it back. */
  set(conversationId: number, rev: number, vote: PollVote): Promise<void>;
  remove(conversationId: number, rev: number): Promise<void>;
  /** What a user chose in the polls of a conversation, in the order of `rev`. */
  ofUser(conversationId: number, userId: number): Promise<readonly { rev: number; choice: number }[]>;
}

/** A text that is still being written. */
export interface StoredStream {
  readonly conversationId: number;
  readonly rev: number;
  readonly messageId: string;
  readonly senderId: number;
  readonly text: string;
}

export interface StreamsReader {
  /** Null also of one that is whole. */
  find(conversationId: number, rev: number): Promise<StoredStream | null>;
  /** Whether one was not written to since. */
  hasIdle(before: number): Promise<boolean>;
  /** Some that were not written to since, those of the lowest conversation first. */
  idle(before: number, limit: number): Promise<StoredStream[]>;
}

export interface StreamsWriter extends StreamsReader {
  /** Those of one sender that are not whole. */
  count(senderId: number): Promise<number>;
  insert(stream: StoredStream, now: number): Promise<void>;
  append(conversationId: number, rev: number, text: string, now: number): Promise<void>;
  /** It is whole: what was kept of it goes, but for the event that told so. */
  end(conversationId: number, rev: number, endedRev: number): Promise<void>;
  /** Answers the event that told that it was whole, if one did. */
  remove(conversationId: number, rev: number): Promise<number | null>;
}
