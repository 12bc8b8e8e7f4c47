import type { Account } from "@parley/protocol";
import { appendFeedEvents, type FeedEvent } from "../feed/append-feed-events.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import { indexUser } from "../user/index-user.ts";
import { publicUser } from "./open-session.ts";

/** What others see of it (names, picture), or only its owner. */
type Changed = "looks" | "rest";

/** Tells the user's devices what the account is now (ACC-41, PROF-5), and of another look those who may be showing it. */
export async function tellAccountChange(
  tx: Transaction,
  ports: Ports,
  userId: number,
  changed: Changed,
  others: readonly FeedEvent[] = [],
): Promise<void> {
  const account = await tx.profiles.account(userId);
  if (account === null) return;
  await appendFeedEvents(tx, ports.clock.now(), [accountChanged(account), ...others]);
  if (changed === "rest") return;
  await tx.faces.markPerson(userId, ports.clock.now());
  await indexUser(tx, account);
  await tellOnlookers(tx, account);
}

function accountChanged(account: Account): FeedEvent {
  return { userId: account.id, name: "account.changed", actorId: account.id, body: { account } };
}

/** Lossy: who misses it sees it in what is fetched next (PROF-6). */
async function tellOnlookers(tx: Transaction, account: Account): Promise<void> {
  const userIds = new Set([account.id, ...(await tx.profiles.onlookers(account.id))]);
  const text = JSON.stringify({ ev: "user.changed", user: publicUser(account) });
  tx.signal({ userIds: [...userIds], text });
}
