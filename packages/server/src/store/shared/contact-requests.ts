import type { ContactRequestStatus } from "@parley/protocol";
import { sql } from "kysely";
import type {
  ContactRequestsReader,
  ContactRequestsWriter,
  StoredContactRequest,
} from "../../engine/ports/store-contacts.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "from_id",
  "to_id",
  "message",
  "remark",
  "remark_sort_key",
  "status",
  "created_at",
  "answered_at",
] as const;

/** Written as the indexes of the table say it: a parameter would hide from the database that they fit. */
const isPending = sql<boolean>`status = 'pending'`;
const isOpen = sql<boolean>`status in ('pending', 'ignored')`;

export function contactRequestsReader({ build, run }: Statements): ContactRequestsReader {
  return {
    async page({ direction, userId, before, limit }) {
      const statement = build
        .selectFrom("contact_requests")
        .select(columns)
        .where(direction === "incoming" ? "to_id" : "from_id", "=", userId)
        .orderBy("id", "desc")
        .limit(limit);
      const rows = await run(before === null ? statement : statement.where("id", "<", before));
      return rows.map(storedRequest);
    },
    async pendingCount(userId) {
      const [row] = await run(counting(build).where("to_id", "=", userId));
      return Number(row?.count ?? 0);
    },
  };
}

export function contactRequestsWriter(statements: WritingStatements): ContactRequestsWriter {
  const { build, run } = statements;
  const select = build.selectFrom("contact_requests").select(columns);
  return {
    ...contactRequestsReader(statements),
    find: async (requestId) => firstRequest(await run(select.where("id", "=", requestId))),
    findOpen: async (fromId, toId) =>
      firstRequest(await run(select.where("from_id", "=", fromId).where("to_id", "=", toId).where(isOpen))),
    async countAsked(userId) {
      const [row] = await run(counting(build).where("from_id", "=", userId));
      return Number(row?.count ?? 0);
    },
    async insert({ fromId, toId, message, remark, status, createdAt, answeredAt }) {
      const [row] = await run(
        build
          .insertInto("contact_requests")
          .values({
            from_id: fromId,
            to_id: toId,
            message,
            remark: remark?.text ?? null,
            remark_sort_key: remark?.sortKey ?? null,
            status,
            created_at: createdAt,
            answered_at: answeredAt,
          })
          .returning("id"),
      );
      if (row === undefined) throw new Error("the inserted request has no id");
      return { id: row.id, fromId, toId, message, remark, status, createdAt, answeredAt };
    },
    async setStatus(request, status, answeredAt) {
      await run(
        build
          .updateTable("contact_requests")
          .set({ status, answered_at: answeredAt })
          .where("id", "=", request.id),
      );
      return { ...request, status, answeredAt };
    },
  };
}

function counting(build: Statements["build"]) {
  return build
    .selectFrom("contact_requests")
    .select((count) => count.fn.countAll().as("count"))
    .where(isPending);
}

interface RequestRow {
  readonly id: number;
  readonly from_id: number;
  readonly to_id: number;
  readonly message: string | null;
  readonly remark: string | null;
  readonly remark_sort_key: string | null;
  readonly status: ContactRequestStatus;
  readonly created_at: number;
  readonly answered_at: number | null;
}

function firstRequest([row]: readonly RequestRow[]): StoredContactRequest | null {
  return row === undefined ? null : storedRequest(row);
}

function storedRequest(row: RequestRow): StoredContactRequest {
  return {
    id: row.id,
    fromId: row.from_id,
    toId: row.to_id,
    message: row.message,
    status: row.status,
    createdAt: row.created_at,
    answeredAt: row.answered_at,
    remark: row.remark === null ? null : { text: row.remark, sortKey: row.remark_sort_key ?? "#" },
  };
}
