/** The feed of a user: a private conversation of kind `feed`, the log of what concerns that user alone. */
export interface FeedsWriter {
  /**
   * The user's feed, made if there is none, locked until the commit; of a new one, members and first event are the
   * caller's to add. Null when there is no such user. Two feeds in one job: ascending by user id, or they deadlock.
   */
  open(userId: number, createdAt: number): Promise<{ conversationId: number; isNew: boolean } | null>;
}
