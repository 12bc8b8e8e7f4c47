import type { OidcRequestsReader, OidcRequestsWriter } from "../../engine/ports/store-identities.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function oidcRequestsReader({ build, run }: Statements): OidcRequestsReader {
  return {
    async find(stateDigest, now) {
      const [row] = await run(
        build
          .selectFrom("oidc_requests")
          .select(["state_digest as stateDigest", "secret_digest as secretDigest"])
          .select(["redirect_uri as redirectUri", "session_id as sessionId", "expires_at as expiresAt"])
          .where("state_digest", "=", stateDigest)
          .where("expires_at", ">", now),
      );
      return row ?? null;
    },
  };
}

export function oidcRequestsWriter(statements: WritingStatements): OidcRequestsWriter {
  const { build, run } = statements;
  return {
    ...oidcRequestsReader(statements),
    async insert({ stateDigest, secretDigest, redirectUri, sessionId, expiresAt }) {
      await run(
        build.insertInto("oidc_requests").values({
          ...{ state_digest: stateDigest, secret_digest: secretDigest, redirect_uri: redirectUri },
          ...{ session_id: sessionId, expires_at: expiresAt },
        }),
      );
    },
    async take(stateDigest, now) {
      const rows = await run(
        build
          .deleteFrom("oidc_requests")
          .where("state_digest", "=", stateDigest)
          .where("expires_at", ">", now)
          .returning("state_digest"),
      );
      return rows.length === 1;
    },
    async removeExpired(now) {
      await run(build.deleteFrom("oidc_requests").where("expires_at", "<=", now));
    },
  };
}
