import type { Device } from "@parley/protocol";
import { sql } from "kysely";
import type {
  SignInRequestsReader,
  SignInRequestsWriter,
  StoredSignInRequest,
} from "../../engine/ports/store-sign-in.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function signInRequestsReader({ build, run }: Statements): SignInRequestsReader {
  return {
    findPending: async (id, now) =>
      request(await run(requests(build, id, now).where("status", "=", "pending"))),
  };
}

export function signInRequestsWriter(statements: WritingStatements): SignInRequestsWriter {
  const { build, run } = statements;
  return {
    ...signInRequestsReader(statements),
    async insert({ id, device, address, createdAt, expiresAt }, secretDigest) {
      await run(
        build.insertInto("sign_in_requests").values({
          ...{ id, secret_digest: secretDigest, device: device === null ? null : JSON.stringify(device) },
          ...{ address, created_at: createdAt, expires_at: expiresAt },
          ...{ user_id: null, answered_at: null, status: "pending" },
        }),
      );
    },
    findOwn: async (id, secretDigest, now) =>
      request(await run(requests(build, id, now).where("secret_digest", "=", secretDigest))),
    async answer(id, status, userId, now) {
      const answered = build
        .updateTable("sign_in_requests")
        .set({ status, user_id: userId, answered_at: now })
        .where("id", "=", id)
        .where("status", "=", "pending")
        .where("expires_at", ">", now);
      return (await run(answered.returning("id"))).length === 1;
    },
    async complete(id) {
      const completed = build
        .updateTable("sign_in_requests")
        .set({ status: "completed" })
        .where("id", "=", id)
        .where("status", "=", "approved");
      return (await run(completed.returning("id"))).length === 1;
    },
    async cancelApproved(userId) {
      await run(
        build
          .updateTable("sign_in_requests")
          .set({ status: "refused" })
          .where("user_id", "=", userId)
          // Written out, so that SQLite sees that its partial index holds all of these rows.
          .where(sql<boolean>`status = 'approved'`),
      );
    },
    async removeExpired(now) {
      await run(build.deleteFrom("sign_in_requests").where("expires_at", "<=", now));
    },
  };
}

function requests(build: Statements["build"], id: string, now: number) {
  return build
    .selectFrom("sign_in_requests")
    .select(["id", "device", "address", "created_at as createdAt", "expires_at as expiresAt", "status"])
    .select("user_id as userId")
    .where("id", "=", id)
    .where("expires_at", ">", now);
}

type RequestRow = Omit<StoredSignInRequest, "device" | "status"> & { device: string | null; status: string };

function request([row]: RequestRow[]): StoredSignInRequest | null {
  if (row === undefined) return null;
  const device = row.device === null ? null : (JSON.parse(row.device) as Device);
  return { ...row, device, status: row.status as StoredSignInRequest["status"] };
}
