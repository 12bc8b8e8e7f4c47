/** Requests of devices to be signed in by another one (DEV-10). Their secrets are never kept, only digests. */
import type { Device } from "@parley/protocol";

export interface StoredSignInRequest {
  readonly id: string;
  readonly device: Device | null;
  readonly address: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly status: "pending" | "approved" | "refused" | "completed";
  /** Who answered. */
  readonly userId: number | null;
}

export interface SignInRequestsReader {
  /** One that waits for an answer and has time left. */
  findPending(id: string, now: number): Promise<StoredSignInRequest | null>;
}

export interface SignInRequestsWriter extends SignInRequestsReader {
  insert(
    request: Pick<StoredSignInRequest, "id" | "device" | "address" | "createdAt" | "expiresAt">,
    secretDigest: string,
  ): Promise<void>;
  /** One that has time left, to who has its secret; an unknown one and a wrong secret are the same. */
  findOwn(id: string, secretDigest: string, now: number): Promise<StoredSignInRequest | null>;
  /** False unless it waits for an answer and has time left; of several at once one gets true. */
  answer(id: string, status: "approved" | "refused", userId: number, now: number): Promise<boolean>;
  /** From approved to completed; of several at once one gets true. */
  complete(id: string): Promise<boolean>;
  /** Takes back what the user approved and nobody has completed. */
  cancelApproved(userId: number): Promise<void>;
  /** Removes what has run out. */
  removeExpired(now: number): Promise<void>;
}
