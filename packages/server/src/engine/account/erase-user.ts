/**
 * Erases who a user was (DP-08), for `account.delete` and `admin.deleteUser` alike: name, profile, credentials,
 * devices, settings, contacts. What stays is the id with "deleted user", so that conversations keep their members.
 */
import { ParleyError } from "@parley/protocol";
import { handOverGroup } from "../group/hand-over-groups.ts";
import { withdrawRequests } from "../group/withdraw-requests.ts";
import type { Ports, WriteContext } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { Transaction } from "../ports/store.ts";
import { removePacksOf } from "../sticker/remove-pack.ts";
import { codeKey } from "./codes.ts";
import { endAccess } from "./end-sessions.ts";
import { eraseSomeTraces } from "./erase-traces.ts";

const nickname = "deleted user";

/** Parts of a few ms, in which the writer does nothing else. */
const partsAtOnce = 8;
const groupsAtOnce = 8;

/** @throws not_found when there is no such user, conflict for the last administrator */
export async function eraseUser(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  userId: number,
): Promise<void> {
  const admins = await tx.accounts.lockAdmins();
  if (admins.length === 1 && admins[0] === userId) throw new ParleyError("conflict");
  const user = await tx.users.lock(userId);
  if (user === null) throw new ParleyError("not_found");
  const now = ports.clock.now();
  await endAccess(tx, userId, now, "account_deleted");
  if (ports.options.deletedMessages === "erase") await tx.erasures.beginMessages(userId);
  await tx.erasures.beginNotes(userId);
  await tx.erasures.beginFeeds(userId);
  await forgetCodes(tx, ports, userId);
  await removePacksOf({ tx, ports }, userId);
  await withdrawRequests({ tx, ports }, userId);
  await tx.accounts.erase(userId, {
    // With a sign no username has (ACC-1), so nobody can take it.
    ...{ username: `deleted-${userId}`, usernameKey: `deleted-${userId}` },
    ...{ nickname, nicknameKey: nameKey(nickname), deletedAt: now, uuid: ports.ids.uuid() },
  });
  await tx.pictures.endAll({ userId }, now);
  await tx.faces.markPerson(userId, now);
  // Of most people all groups at once; of the others the chore goes on.
  for (let part = 0; part < groupsAtOnce; part += 1) {
    if (!(await handOverGroup({ tx, ports }))) break;
  }
  // Of most people everything goes at once; what is more, the chore does.
  for (let part = 0; part < partsAtOnce; part += 1) {
    if (!(await eraseSomeTraces(tx, ports))) return;
  }
}

/** Those sent to the address the account has. One for an address it has not got yet ends by itself. */
async function forgetCodes(tx: Transaction, ports: Ports, userId: number): Promise<void> {
  const address = await tx.credentials.findAddress(userId);
  if (address === null || address.email === null) return;
  for (const purpose of ["register", "reset"] as const) {
    await tx.codes.remove(codeKey(ports, { purpose, email: address.email, userId: null }));
  }
}
