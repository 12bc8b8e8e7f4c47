/** The hot read of profiles: who says hello. */
import type { Database } from "bun:sqlite";
import type { ProfilesReader } from "../../engine/ports/store-profiles.ts";
import { type AccountRow, accountColumns, accountOf } from "../shared/profiles.ts";

export function hotProfilesReader(database: Database): Pick<ProfilesReader, "account"> {
  const account = database.query<AccountRow, [number]>(
    `select ${accountColumns.join(", ")}, password_hash, created_at from users where id = ? and is_enabled = 1`,
  );
  return { account: async (userId) => accountOf(account.get(userId)) };
}
