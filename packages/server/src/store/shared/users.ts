import type { User } from "@parley/protocol";
import { nameKey } from "../../engine/ports/name-key.ts";
import type { StoredUser, UsersReader, UsersWriter } from "../../engine/ports/store-people.ts";
import type { Statements, WritingStatements } from "./statements.ts";

/** The columns of a `User`, named as its fields. */
export const publicColumns = ["id", "uuid", "username", "nickname", "avatar", "role"] as const;

export function usersReader({ build, run }: Statements): UsersReader {
  const stored = storedStatement(build);
  const list = (userIds: readonly number[]) =>
    run(
      build
        .selectFrom("users")
        .select(publicColumns)
        .where("id", "in", [...userIds])
        .where((where) => where.or([where("is_enabled", "=", 1), where("deleted_at", "is not", null)])),
    );
  return {
    find: async (userId) => storedUser(await run(stored.where("id", "=", userId))),
    findByUsernameKey: async (key) => storedUser(await run(stored.where("username_key", "=", key))),
    list: async (userIds) => (userIds.length === 0 ? [] : list(userIds)),
    listEnabled: async (userIds) =>
      userIds.length === 0
        ? []
        : run(
            build
              .selectFrom("users")
              .select(publicColumns)
              .where("id", "in", [...userIds])
              .where("is_enabled", "=", 1),
          ),
    listText: async (userIds) => (userIds.length === 0 ? "[]" : JSON.stringify(await list(userIds))),
    async hasAdmin() {
      const rows = await run(build.selectFrom("users").select("id").where("role", "=", "admin").limit(1));
      return rows.length > 0;
    },
  };
}

export function usersWriter(statements: WritingStatements): UsersWriter {
  const { build, run, holdingRows } = statements;
  return {
    ...usersReader(statements),
    lock: async (userId) =>
      storedUser(await run(storedStatement(build).where("id", "=", userId).modifyEnd(holdingRows))),
    async insert(user) {
      const [row] = await run(
        build
          .insertInto("users")
          .values({
            uuid: user.uuid,
            username: user.username,
            username_key: user.usernameKey,
            nickname: user.nickname,
            nickname_key: nameKey(user.nickname),
            sort_key: user.sortKey ?? "#",
            avatar: null,
            role: user.role,
            is_enabled: 1,
            password_hash: user.passwordHash,
            created_at: user.createdAt,
          })
          .onConflict((conflict) => conflict.column("username_key").doNothing())
          .returning("id"),
      );
      return row?.id ?? null;
    },
  };
}

function storedStatement(build: Statements["build"]) {
  return build.selectFrom("users").select([...publicColumns, "is_enabled", "password_hash"]);
}

export interface StoredUserRow extends User {
  is_enabled: number;
  password_hash: string | null;
}

export function storedUser([row]: StoredUserRow[]): StoredUser | null {
  if (row === undefined) return null;
  const { is_enabled, password_hash, ...user } = row;
  return { ...user, isEnabled: is_enabled === 1, passwordHash: password_hash };
}
