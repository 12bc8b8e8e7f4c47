import type { AdminUser } from "@parley/protocol";
import { sql } from "kysely";
import type {
  AccountQuery,
  AccountsReader,
  AccountsWriter,
} from "../../engine/ports/store-administration.ts";
import { eraseAccount } from "./erase-account.ts";
import { rulePeers } from "./rule-peers.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function accountsReader({ build, run }: Statements): AccountsReader {
  return {
    async find(userId) {
      const [row] = await run(accounts(build).where("id", "=", userId));
      return row === undefined ? null : account(row);
    },
    page: async (query) => (await run(pageStatement(build, query))).map(account),
  };
}

export function accountsWriter(statements: WritingStatements): AccountsWriter {
  const { build, run, holdingRows } = statements;
  const users = build.updateTable("users");
  return {
    ...accountsReader(statements),
    async lockAdmins() {
      const admins = build
        .selectFrom("users")
        .select("id")
        .where("role", "=", "admin")
        .where("is_enabled", "=", 1)
        .orderBy("id")
        .modifyEnd(holdingRows);
      return (await run(admins)).map(({ id }) => id);
    },
    async setEnabled(userId, isEnabled) {
      await run(users.set({ is_enabled: isEnabled ? 1 : 0 }).where("id", "=", userId));
      await rulePeers(statements, userId, isEnabled);
    },
    async setRole(userId, role) {
      await run(users.set({ role }).where("id", "=", userId));
    },
    async setPasswordHash(userId, passwordHash) {
      await run(users.set({ password_hash: passwordHash }).where("id", "=", userId));
    },
    erase: (userId, left) => eraseAccount(statements, userId, left),
  };
}

function accounts(build: Statements["build"]) {
  return build
    .selectFrom("users")
    .select(["id", "uuid", "username", "nickname", "avatar", "role", "email", "phone"])
    .select(["is_enabled", "password_hash", "created_at as createdAt", "deleted_at as deletedAt"]);
}

function pageStatement(build: Statements["build"], query: AccountQuery) {
  const { text, userId, role, isEnabled, afterUserId, limit } = query;
  let page = accounts(build).where("id", ">", afterUserId);
  if (role !== null) page = page.where("role", "=", role);
  if (isEnabled !== null) page = page.where("is_enabled", "=", isEnabled ? 1 : 0);
  if (text !== null) {
    const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
    page = page.where((where) =>
      where.or([
        where("id", "=", userId ?? -1),
        sql<boolean>`username_key like ${pattern} escape '\\'`,
        sql<boolean>`nickname_key like ${pattern} escape '\\'`,
        sql<boolean>`email_key like ${pattern} escape '\\'`,
        sql<boolean>`phone like ${pattern} escape '\\'`,
      ]),
    );
  }
  return page.orderBy("id").limit(limit);
}

type AccountRow = Omit<AdminUser, "isEnabled" | "hasPassword"> & {
  is_enabled: number;
  password_hash: string | null;
};

function account({ is_enabled, password_hash, ...user }: AccountRow): AdminUser {
  return { ...user, isEnabled: is_enabled === 1, hasPassword: password_hash !== null };
}
