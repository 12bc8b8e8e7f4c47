import type { ApiKey } from "@parley/protocol";
import type { ApiKeysReader, ApiKeysWriter } from "../../engine/ports/store-api-keys.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function apiKeysReader({ build, run }: Statements): ApiKeysReader {
  return {
    async findHolder(digest) {
      const [row] = await run(
        build
          .selectFrom("api_keys")
          .innerJoin("users", "users.id", "api_keys.user_id")
          .select(["api_keys.id as keyId", "api_keys.user_id as userId", "users.role", "api_keys.scopes"])
          .select("api_keys.expires_at as expiresAt")
          .where("api_keys.key_digest", "=", digest)
          .where("api_keys.revoked_at", "is", null)
          .where("users.is_enabled", "=", 1),
      );
      return row === undefined ? null : { ...row, scopes: JSON.parse(row.scopes) as string[] };
    },
    async list(userId) {
      const keys = apiKeys(build).where("user_id", "=", userId);
      return (await run(keys.orderBy("created_at", "desc").orderBy("id", "desc"))).map(apiKey);
    },
  };
}

export function apiKeysWriter(statements: WritingStatements): ApiKeysWriter {
  const { build, run } = statements;
  return {
    ...apiKeysReader(statements),
    async find(id) {
      const [row] = await run(apiKeys(build).where("id", "=", id));
      return row === undefined ? null : apiKey(row);
    },
    async insert(key, digest) {
      await run(
        build.insertInto("api_keys").values({
          ...{ id: key.id, user_id: key.userId, name: key.name, key_digest: digest },
          ...{ scopes: JSON.stringify(key.scopes), created_by: key.createdBy, created_at: key.createdAt },
          ...{ expires_at: key.expiresAt, last_used_at: key.lastUsedAt, revoked_at: null },
        }),
      );
    },
    async revoke(id, at) {
      const revoked = build.updateTable("api_keys").set({ revoked_at: at }).where("id", "=", id);
      return (await run(revoked.where("revoked_at", "is", null).returning("id"))).length === 1;
    },
    listExpired: (now, limit) =>
      run(
        build
          .selectFrom("api_keys")
          .select(["id", "user_id as userId"])
          .where("revoked_at", "is", null)
          .where("expires_at", "<=", now)
          .limit(limit),
      ),
    async noteUse(id, at) {
      await run(
        build
          .updateTable("api_keys")
          .set({ last_used_at: at })
          .where("id", "=", id)
          .where((where) => where.or([where("last_used_at", "is", null), where("last_used_at", "<", at)])),
      );
    },
  };
}

function apiKeys(build: Statements["build"]) {
  return build
    .selectFrom("api_keys")
    .select(["id", "user_id as userId", "name", "scopes", "created_by as createdBy"])
    .select(["created_at as createdAt", "expires_at as expiresAt", "last_used_at as lastUsedAt"])
    .where("revoked_at", "is", null);
}

function apiKey(row: Omit<ApiKey, "scopes"> & { scopes: string }): ApiKey {
  return { ...row, scopes: JSON.parse(row.scopes) as string[] };
}
