/** Starts a session for a user who has proved to be one, and answers what a device then holds. */

import { type Device, ParleyError, type SignedIn, type User } from "@parley/protocol";
import { surplusSessions } from "../device/session-limit-policy.ts";
import type { Ports, WriteContext } from "../operation.ts";
import { endSession } from "./end-sessions.ts";
import { tellAccessChange } from "./tell-access-change.ts";

/** @throws credentials_invalid when the user was disabled meanwhile */
export async function openSession(
  { tx, ports, address }: WriteContext,
  { id: userId }: Pick<User, "id">,
  device: Device | undefined,
): Promise<SignedIn> {
  // Held until the commit: who disables the user, or signs in besides, comes before this session or finds it.
  const user = await tx.users.lock(userId);
  if (user === null || !user.isEnabled) throw new ParleyError("credentials_invalid");
  const now = ports.clock.now();
  const platform = device?.platform ?? null;
  const open = ports.options.sessionPolicy === "unlimited" ? [] : await tx.sessions.listDevices(userId, now);
  for (const { sessionId } of surplusSessions(ports.options, open, platform)) {
    await endSession(tx, { id: sessionId, userId }, now, "replaced");
  }
  const sessionId = ports.ids.uuid();
  await tx.sessions.insert({
    id: sessionId,
    userId,
    deviceId: device?.id ?? null,
    deviceName: device?.name ?? null,
    platform,
    address: address || null,
    createdAt: now,
    expiresAt: now + ports.options.refreshTokenTtlMs,
  });
  tellAccessChange(tx, userId);
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
