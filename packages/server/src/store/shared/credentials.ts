import type { CredentialsReader, CredentialsWriter } from "../../engine/ports/store-credentials.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { storedUser } from "./users.ts";

export function credentialsReader({ build, run }: Statements): CredentialsReader {
  const stored = build
    .selectFrom("users")
    .select(["id", "uuid", "username", "nickname", "avatar", "role", "is_enabled", "password_hash"]);
  return {
    async findByName(usernameKey, phone) {
      const byName = stored.where("username_key", "=", usernameKey);
      const [rows, others] = await Promise.all([run(byName), run(stored.where("phone", "=", phone))]);
      return storedUser(rows.length > 0 ? rows : others);
    },
    findByEmail: async (emailKey) => storedUser(await run(stored.where("email_key", "=", emailKey))),
    async findAddress(userId) {
      const [row] = await run(
        build.selectFrom("users").select(["email", "language"]).where("id", "=", userId),
      );
      return row ?? null;
    },
  };
}

export function credentialsWriter(statements: WritingStatements): CredentialsWriter {
  const { build, run } = statements;
  const users = build.updateTable("users");
  const holder = build.selectFrom("users").select("id");
  return {
    ...credentialsReader(statements),
    async setUsername(userId, username, usernameKey) {
      const others = holder.where("username_key", "=", usernameKey).where("id", "!=", userId);
      if ((await run(others)).length > 0) return false;
      return isDone(run(users.set({ username, username_key: usernameKey }).where("id", "=", userId)));
    },
    async setEmail(userId, email, emailKey) {
      const others = holder.where("email_key", "=", emailKey).where("id", "!=", userId);
      if ((await run(others)).length > 0) return false;
      return isDone(run(users.set({ email, email_key: emailKey }).where("id", "=", userId)));
    },
  };
}

/** False when somebody else was faster by a moment, which only a unique index knows (PostgreSQL; it ends the transaction). */
export async function isDone(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") return false;
    throw error;
  }
}
