/** Ways into groups. Codes of invitations are never kept, only their digests. */
import type { Invite, JoinRequest } from "@parley/protocol";

export interface InvitesReader {
  findByCode(codeDigest: string): Promise<Invite | null>;
  find(id: string): Promise<Invite | null>;
  /** Those that hold, the newest first; of one user only where given. */
  listOpen(conversationId: number, now: number, createdBy: number | null): Promise<Invite[]>;
  hasRequest(conversationId: number, userId: number): Promise<boolean>;
  /** By user id. */
  requests(conversationId: number, afterUserId: number, limit: number): Promise<JoinRequest[]>;
  /** Of these users. */
  requestsOf(conversationId: number, userIds: readonly number[]): Promise<JoinRequest[]>;
  countRequests(conversationId: number): Promise<number>;
  /** Groups that somebody asks to be let into, ascending, at most `limit`. */
  requestedBy(userId: number, limit: number): Promise<number[]>;
  /** Those of the groups that they ask to be let into, in any order. */
  requestedAmong(userId: number, conversationIds: readonly number[]): Promise<number[]>;
}

/** Callers hold the conversation. */
export interface InvitesWriter extends InvitesReader {
  insert(invite: Invite, codeDigest: string): Promise<void>;
  /** False when it does not hold (any more); of the last use exactly one of several gets true. */
  takeUse(id: string, now: number): Promise<boolean>;
  revoke(id: string, now: number): Promise<void>;
  /** Keeps the newest of each user's; one of each at most is given. */
  putRequests(conversationId: number, requests: readonly JoinRequest[]): Promise<void>;
  /** Whose there were. */
  removeRequests(conversationId: number, userIds: readonly number[]): Promise<number[]>;
  /** Feeds of these have what this user wrote to be let in: an erasure of the user looks for it there. */
  noteReaders(userId: number, readerIds: readonly number[]): Promise<void>;
}
