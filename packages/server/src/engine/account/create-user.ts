/** Makes a user; shared by registration and the claim of the first administrator. */
import { ParleyError, type User, type UserRole } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { Transaction } from "../ports/store.ts";
import { indexUser } from "../user/index-user.ts";
import { sortKey } from "../user/sort-key.ts";

export interface Newcomer {
  readonly username: string;
  readonly nickname: string | undefined;
  readonly role: UserRole;
  /** Null for who does not sign in with one. */
  readonly passwordHash: string | null;
}

export async function createUser(tx: Transaction, ports: Ports, newcomer: Newcomer): Promise<User> {
  const uuid = ports.ids.uuid();
  const nickname = newcomer.nickname?.trim() ?? newcomer.username;
  const id = await tx.users.insert({
    uuid,
    username: newcomer.username,
    usernameKey: nameKey(newcomer.username),
    nickname,
    sortKey: await sortKey(nickname),
    role: newcomer.role,
    passwordHash: newcomer.passwordHash,
    createdAt: ports.clock.now(),
  });
  if (id === null) throw new ParleyError("username_taken");
  await indexUser(tx, { id, username: newcomer.username, nickname, role: newcomer.role });
  return { id, uuid, username: newcomer.username, nickname, avatar: null, role: newcomer.role };
}
