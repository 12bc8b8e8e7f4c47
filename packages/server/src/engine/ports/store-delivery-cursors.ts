/**
 * How far a user was told of each conversation by one consumer: a kind of client that does not keep its own position.
 * A cursor moves only forward, and only over what that client has taken.
 */
export interface DeliveryCursor {
  readonly conversationId: number;
  readonly rev: number;
}

export interface DeliveryCursors {
  readonly cursors: readonly DeliveryCursor[];
  /** Cursor for `sync.heads` as of which everything was told; null before the first time. */
  readonly mark: string | null;
}

export interface DeliveryCursorsReader {
  read(userId: number, consumer: string): Promise<DeliveryCursors>;
}

/** How far one consumer of a user's was told. */
export interface CursorMove extends DeliveryCursor {
  readonly userId: number;
  readonly consumer: string;
}

export interface DeliveryCursorsWriter extends DeliveryCursorsReader {
  /** Each cursor once at most. */
  move(moves: readonly CursorMove[]): Promise<void>;
  setMark(userId: number, consumer: string, mark: string): Promise<void>;
}
