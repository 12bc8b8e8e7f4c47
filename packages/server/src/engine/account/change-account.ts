/** Every change of what people say of themselves. Invariant: what is changed is told. */
import { type Account, ParleyError } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { ProfileChanges } from "../ports/store-profiles.ts";
import { settingsChanged } from "../settings/settings-changed.ts";
import { sortKey } from "../user/sort-key.ts";
import { tellAccountChange } from "./tell-account-change.ts";

export type AccountChanges = Partial<Account>;

/** Callers hold the user. @throws unauthenticated, conflict when the phone number is somebody else's */
export async function changeAccount(
  tx: Transaction,
  ports: Ports,
  userId: number,
  changes: AccountChanges,
): Promise<Account> {
  const before = await tx.profiles.account(userId);
  if (before === null) throw new ParleyError("unauthenticated");
  const news = differences(before, changes);
  if (Object.keys(news).length === 0) return before;
  if (!(await tx.profiles.update(userId, await toStore(news)))) {
    throw new ParleyError("conflict", { details: { path: "/phone" } });
  }
  const { nickname, avatar, language } = news;
  const settings = language === undefined ? [] : [settingsChanged(userId, "language", { language })];
  const changed = nickname === undefined && avatar === undefined ? "rest" : "looks";
  await tellAccountChange(tx, ports, userId, changed, settings);
  return { ...before, ...news };
}

function differences(before: Account, changes: AccountChanges): AccountChanges {
  const fields = Object.keys(changes) as (keyof Account)[];
  return Object.fromEntries(
    fields.filter((field) => changes[field] !== before[field]).map((field) => [field, changes[field]]),
  );
}

async function toStore({ nickname, ...rest }: AccountChanges): Promise<ProfileChanges> {
  if (nickname === undefined) return rest;
  return { ...rest, nickname: { text: nickname, sortKey: await sortKey(nickname) } };
}
