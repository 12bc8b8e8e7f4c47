/** The hot reads of users: who says hello, and the people in an inbox. */
import type { Database } from "bun:sqlite";
import type { User } from "@parley/protocol";
import type { UsersReader } from "../../engine/ports/store-people.ts";
import { publicColumns, type StoredUserRow, storedUser } from "../shared/users.ts";

const columns = publicColumns.join(", ");
const fields = publicColumns.map((column) => `'${column}', ${column}`).join(", ");
/** One statement for a list of any length. */
const fromList =
  "from users where id in (select value from json_each(?)) and (is_enabled = 1 or deleted_at is not null)";

export function hotUsersReader(database: Database): Pick<UsersReader, "find" | "list" | "listText"> {
  const find = database.query<StoredUserRow, [number]>(
    `select ${columns}, is_enabled, password_hash from users where id = ?`,
  );
  const list = database.query<User, [string]>(`select ${columns} ${fromList}`);
  // Half the time of making twenty objects here to write them out again.
  const listText = database.query<{ text: string }, [string]>(
    `select json_group_array(json_object(${fields})) as text ${fromList}`,
  );
  return {
    find: async (userId) => storedUser(find.all(userId)),
    list: async (userIds) => list.all(JSON.stringify(userIds)),
    listText: async (userIds) => listText.get(JSON.stringify(userIds))?.text ?? "[]",
  };
}
