/** Starts a session for a user who has proved to be one, and answers what a device then holds. */
import type { Device, SignedIn, User } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";

export async function openSession(
  tx: Transaction,
  ports: Ports,
  user: User,
  device: Device | undefined,
): Promise<SignedIn> {
  const now = ports.clock.now();
  const sessionId = ports.ids.uuid();
  await tx.sessions.insert({
    id: sessionId,
    userId: user.id,
    deviceId: device?.id ?? null,
    deviceName: device?.name ?? null,
    platform: device?.platform ?? null,
    createdAt: now,
    expiresAt: now + ports.options.refreshTokenTtlMs,
  });
  return signedIn(ports, user, sessionId, 1);
}

/** The tokens of a session's generation, with the public part of its user (ACC-9). */
export function signedIn(ports: Ports, user: User, sessionId: string, generation: number): SignedIn {
  const { token, expiresAt } = ports.tokens.issueAccess(
    { userId: user.id, role: user.role, sessionId },
    ports.clock.now(),
  );
  return {
    user: publicUser(user),
    accessToken: token,
    refreshToken: ports.tokens.issueRefresh(sessionId, generation),
    expiresAt,
  };
}

/** Only what others may see of a user, whatever else the record holds. */
export function publicUser(user: User): User {
  const { id, uuid, username, nickname, avatar, role } = user;
  return { id, uuid, username, nickname, avatar, role };
}
