import { type AdminUser, type ParamsOf, ParleyError } from "@parley/protocol";
import { emailKey } from "../account/codes.ts";
import { tellAccountChange } from "../account/tell-account-change.ts";
import { showPicture } from "../media/show-picture.ts";
import { nameKey } from "../ports/name-key.ts";
import type { Transaction } from "../ports/store.ts";
import type { ProfileChanges } from "../ports/store-profiles.ts";
import { indexUser } from "../user/index-user.ts";
import { searchTokens } from "../user/search-tokens.ts";
import { sortKey } from "../user/sort-key.ts";
import { accessAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

type Changes = Omit<ParamsOf<"admin.updateUser">, "userId">;

export const updateAnyUser = adminOperation<"admin.updateUser", ProfileChanges>("admin.updateUser", {
  prepare: (_context, _actor, changes) => looksOf(changes),
  async run({ tx, ports }, actor, { userId, ...changes }, looks) {
    const before = await accessAccount(tx, userId);
    await showPicture({ tx, ports }, actor, { kind: "user", userId }, changes.avatar);
    await changeSignIn(tx, before, changes);
    if (Object.keys(looks).length > 0) await tx.profiles.update(userId, looks);
    const user = await accessAccount(tx, userId);
    // Also of who is disabled, of whom nobody is told anything.
    await indexUser(tx, user);
    await tellAccountChange(tx, ports, userId, "looks");
    // Which, and not what: the log outlives the account (ADM-8).
    const details = { changed: Object.keys(changes).sort() };
    return { result: { user }, targetKind: "user", targetId: userId, details };
  },
});

/** Made before the transaction, because the first Chinese name loads a dictionary. */
async function looksOf({ nickname, avatar }: Changes): Promise<ProfileChanges> {
  const picture = avatar === undefined ? {} : { avatar };
  if (nickname === undefined) return picture;
  const text = nickname.trim();
  await searchTokens("", text);
  return { ...picture, nickname: { text, sortKey: await sortKey(text) } };
}

/** @throws forbidden, username_taken, conflict */
async function changeSignIn(
  tx: Transaction,
  { id, role, ...before }: AdminUser,
  { username = before.username, email }: Changes,
): Promise<void> {
  if (username === before.username && email === undefined) return;
  // A guest is known by its secret alone, and takes a name by upgrading.
  if (role === "guest") throw new ParleyError("forbidden");
  if (!(await tx.credentials.setUsername(id, username, nameKey(username)))) {
    throw new ParleyError("username_taken");
  }
  if (email !== undefined && !(await tx.credentials.setEmail(id, email, emailKey(email)))) {
    throw new ParleyError("conflict");
  }
}
