import { type AdminUser, type ParamsOf, ParleyError } from "@parley/protocol";
import { emailKey } from "../account/codes.ts";
import { tellAccountChange } from "../account/tell-account-change.ts";
import type { WriteContext } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { Transaction } from "../ports/store.ts";
import { sortKey } from "../user/sort-key.ts";
import { accessAccount } from "./access-account.ts";
import { adminOperation } from "./admin-operation.ts";

type Changes = Omit<ParamsOf<"admin.updateUser">, "userId">;

/** With the key of the new nickname, made before the transaction: the first Chinese one takes a while. */
export const updateAnyUser = adminOperation<"admin.updateUser", string>("admin.updateUser", {
  prepare: async (_context, _actor, { nickname }) => (nickname === undefined ? "" : sortKey(nickname.trim())),
  async run(context, _actor, { userId, ...changes }, nicknameSortKey) {
    const before = await accessAccount(context.tx, userId);
    await changeSignIn(context, before, changes);
    await changeLooks(context.tx, userId, changes, nicknameSortKey);
    const user = await accessAccount(context.tx, userId);
    // Which, and not what: the log outlives the account (ADM-8).
    const details = { changed: Object.keys(changes).sort() };
    return { result: { user }, targetKind: "user", targetId: userId, details };
  },
});

async function changeSignIn({ tx, ports }: WriteContext, before: AdminUser, changes: Changes): Promise<void> {
  const username = changes.username ?? before.username;
  const email = changes.email ?? before.email;
  if (username === before.username && email === before.email) return;
  // A guest is known by its secret alone, and takes a name by upgrading.
  if (before.role === "guest") throw new ParleyError("forbidden");
  const { id } = before;
  if (!(await tx.credentials.setUsername(id, username, nameKey(username)))) {
    throw new ParleyError("username_taken");
  }
  if (email !== null && !(await tx.credentials.setEmail(id, email, emailKey(email)))) {
    throw new ParleyError("conflict");
  }
  await tellAccountChange(tx, ports, { id, username }, email);
}

async function changeLooks(
  tx: Transaction,
  userId: number,
  { nickname, avatar }: Changes,
  nicknameSortKey: string,
): Promise<void> {
  if (nickname !== undefined) {
    const name = nickname.trim();
    await tx.accounts.setNickname(userId, {
      nickname: name,
      nicknameKey: nameKey(name),
      sortKey: nicknameSortKey,
    });
  }
  if (avatar !== undefined) await tx.accounts.setAvatar(userId, avatar);
}
