import type { AutoAnswer } from "@parley/protocol";

/** Questions and answers of users, for what strangers and guests write to them. */
export interface AutoAnswersReader {
  /** All of a user, in the order in which they were made. */
  list(userId: number): Promise<AutoAnswer[]>;
}

export interface AutoAnswersWriter extends AutoAnswersReader {
  insert(userId: number, answer: Omit<AutoAnswer, "id">): Promise<AutoAnswer>;
  update(userId: number, answer: AutoAnswer): Promise<void>;
  /** False when there was none. */
  remove(userId: number, autoAnswerId: number): Promise<boolean>;
}

/** A message that the server sends later, in somebody's name: once, also when it was stopped meanwhile. */
export interface DueMessage {
  /** Id of the message. */
  readonly id: string;
  readonly conversationId: number;
  readonly senderId: number;
  /** Content as JSON text. */
  readonly body: string;
  readonly dueAt: number;
}

export interface DueMessagesReader {
  hasDue(now: number): Promise<boolean>;
}

export interface DueMessagesWriter extends DueMessagesReader {
  insert(message: DueMessage): Promise<void>;
  /** Removes and answers the first of those that are due; of several who ask at once each gets others. */
  take(now: number, limit: number): Promise<DueMessage[]>;
}
