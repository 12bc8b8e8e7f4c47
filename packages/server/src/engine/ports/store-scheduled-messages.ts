/** Messages of users that the server sends at a time. */

export interface ScheduledPlace {
  readonly userId: number;
  readonly conversationId: number;
  /** Id the message will have. */
  readonly id: string;
}

export interface StoredScheduled extends ScheduledPlace {
  /** What `message.send` is to be given besides the place, as JSON text. */
  readonly body: string;
  readonly sendAt: number;
  readonly createdAt: number;
  /** When it could not be sent, and the code of the error; such a one is not due any more. */
  readonly failedAt: number | null;
  readonly errorCode: string | null;
  /** The event of the user's feed that tells of it as it is now. */
  readonly toldRev: number;
}

export interface ScheduledMessagesReader {
  /** In a transaction it also holds what is found. */
  find(place: ScheduledPlace): Promise<StoredScheduled | null>;
  /** Of one user by the time to send and then by place, those after the given one. */
  page(userId: number, after: ScheduledCursor | null, limit: number): Promise<StoredScheduled[]>;
  hasDue(now: number): Promise<boolean>;
  /** The first of those that are due. */
  due(now: number, limit: number): Promise<StoredScheduled[]>;
}

export interface ScheduledCursor {
  readonly sendAt: number;
  readonly conversationId: number;
  readonly id: string;
}

export interface ScheduledMessagesWriter extends ScheduledMessagesReader {
  count(userId: number): Promise<number>;
  insert(message: StoredScheduled): Promise<void>;
  /** Puts another in its place; nothing where there is none. */
  replace(message: StoredScheduled): Promise<void>;
  remove(place: ScheduledPlace): Promise<void>;
  /** Removes and answers the first of those that are due; of several who ask at once each gets others. */
  take(now: number, limit: number): Promise<StoredScheduled[]>;
}
