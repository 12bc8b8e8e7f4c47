/** The hot reads of users: who says hello, and the people in an inbox. */
import type { Database } from "bun:sqlite";
import type { User } from "@parley/protocol";
import type { UsersReader } from "../../engine/ports/store-people.ts";
import { type StoredUserRow, storedUser } from "../shared/users.ts";

const publicColumns = "id, uuid, username, nickname, avatar, role";

export function hotUsersReader(database: Database): Pick<UsersReader, "find" | "list"> {
  const find = database.query<StoredUserRow, [number]>(
    `select ${publicColumns}, is_enabled, password_hash from users where id = ?`,
  );
  // One statement for a list of any length.
  const list = database.query<User, [string]>(
    `select ${publicColumns} from users where id in (select value from json_each(?)) and is_enabled = 1`,
  );
  return {
    find: async (userId) => storedUser(find.all(userId)),
    list: async (userIds) => list.all(JSON.stringify(userIds)),
  };
}
