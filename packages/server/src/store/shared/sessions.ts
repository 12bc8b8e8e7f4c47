import { sql } from "kysely";
import type { SessionsReader, SessionsWriter } from "../../engine/ports/store-people.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const storedColumns = [
  "id",
  "user_id as userId",
  "generation",
  "last_used_at as refreshedAt",
  "expires_at as expiresAt",
  "ended_at as endedAt",
] as const;

export function sessionsReader({ build, run }: Statements): SessionsReader {
  return {
    async find(sessionId) {
      const [row] = await run(build.selectFrom("sessions").select(storedColumns).where("id", "=", sessionId));
      return row ?? null;
    },
    listOpen: (userId) =>
      run(
        build
          .selectFrom("sessions")
          .select(storedColumns)
          .where("user_id", "=", userId)
          .where("ended_at", "is", null)
          .orderBy("created_at", "desc"),
      ),
    listDevices: (userId, now) =>
      run(
        build
          .selectFrom("sessions")
          .select(["id as sessionId", "device_name as name", "platform", "address"])
          .select(["created_at as signedInAt", "last_used_at as lastActiveAt"])
          .where("user_id", "=", userId)
          .where("ended_at", "is", null)
          .where("expires_at", ">", now)
          .orderBy("last_used_at", "desc")
          .orderBy("id", "desc"),
      ),
    async listEndedSince(time) {
      const rows = await run(
        build.selectFrom("sessions").select(["id", "ended_at"]).where("ended_at", ">", time),
      );
      return rows.map((row) => ({ id: row.id, endedAt: row.ended_at ?? time }));
    },
  };
}

export function sessionsWriter(statements: WritingStatements): SessionsWriter {
  const { build, run } = statements;
  return {
    ...sessionsReader(statements),
    async insert(session) {
      await run(
        build.insertInto("sessions").values({
          id: session.id,
          user_id: session.userId,
          device_id: session.deviceId,
          device_name: session.deviceName,
          platform: session.platform,
          address: session.address,
          generation: 1,
          created_at: session.createdAt,
          last_used_at: session.createdAt,
          expires_at: session.expiresAt,
          ended_at: null,
        }),
      );
    },
    async advance(sessionId, generation, now, expiresAt, address) {
      const place = address === null ? {} : { address, is_address_short: 0 };
      const rows = await run(
        build
          .updateTable("sessions")
          .set({ generation: generation + 1, last_used_at: now, expires_at: expiresAt, ...place })
          .where("id", "=", sessionId)
          .where("generation", "=", generation)
          .where("ended_at", "is", null)
          .returning("id"),
      );
      return rows.length === 1;
    },
    async extend(sessionId, now, expiresAt) {
      await run(
        build
          .updateTable("sessions")
          .set({ last_used_at: now, expires_at: expiresAt })
          .where("id", "=", sessionId)
          .where("ended_at", "is", null),
      );
    },
    async listWholeAddresses(usedBefore, limit) {
      const rows = await run(
        build
          .selectFrom("sessions")
          .select(["id", "address"])
          // Written out, so that SQLite sees that its partial index holds all of these rows.
          .where(sql<boolean>`address is not null and is_address_short = 0`)
          .where("last_used_at", "<", usedBefore)
          .limit(limit),
      );
      return rows.map(({ id, address }) => ({ id, address: address ?? "" }));
    },
    async shortenAddress(sessionId, address) {
      await run(
        build.updateTable("sessions").set({ address, is_address_short: 1 }).where("id", "=", sessionId),
      );
    },
    async end(sessionId, now, reason) {
      const rows = await run(
        build
          .updateTable("sessions")
          .set({ ended_at: now, end_reason: reason })
          .where("id", "=", sessionId)
          .where("ended_at", "is", null)
          .returning("id"),
      );
      return rows.length === 1;
    },
  };
}
