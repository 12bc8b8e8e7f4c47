import type { AdminUser } from "@parley/protocol";
import { sql } from "kysely";
import type {
  AccountMatch,
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
  const { match, role, isEnabled, afterUserId, limit } = query;
  let page = accounts(build).where("id", ">", afterUserId);
  if (role !== null) page = page.where("role", "=", role);
  // Written out, so that SQLite sees that its partial index holds all of these rows.
  if (isEnabled !== null)
    page = page.where(isEnabled ? sql<boolean>`is_enabled = 1` : sql<boolean>`is_enabled = 0`);
  if (match !== null) page = page.where("id", "in", matches(build, match));
  return page.orderBy("id").limit(limit);
}

/** No text that is stored has a greater character. */
const lastCharacter = "\u{10ffff}";

/** Of each kind of match: a search for a single letter must not be one through millions of names. */
const matchesMax = 1_000;

function matches(build: Statements["build"], { userId, beginning, tokens }: AccountMatch) {
  const users = build.selectFrom("users");
  let found = users.select("id").where("id", "=", userId ?? -1);
  for (const column of ["username_key", "email_key", "phone"] as const) {
    const beginsWith = users
      .select("id")
      .where(column, ">=", beginning)
      .where(column, "<", beginning + lastCharacter)
      .orderBy(column)
      .limit(matchesMax);
    found = found.unionAll(build.selectFrom(beginsWith.as("begins")).select("id"));
  }
  for (const token of tokens) {
    const isCalled = build
      .selectFrom("user_tokens")
      .select("user_id as id")
      .where("token", ">=", token)
      .where("token", "<", token + lastCharacter)
      .orderBy("token")
      .limit(matchesMax);
    found = found.unionAll(build.selectFrom(isCalled.as("called")).select("id"));
  }
  return found;
}

type AccountRow = Omit<AdminUser, "isEnabled" | "hasPassword"> & {
  is_enabled: number;
  password_hash: string | null;
};

function account({ is_enabled, password_hash, ...user }: AccountRow): AdminUser {
  return { ...user, isEnabled: is_enabled === 1, hasPassword: password_hash !== null };
}
