import type { ComplaintStatus, ComplaintTarget } from "@parley/protocol";
import { sql } from "kysely";
import type {
  ComplaintsReader,
  ComplaintsWriter,
  StoredComplaint,
} from "../../engine/ports/store-complaints.ts";
import type { Statements, WritingStatements } from "./statements.ts";

const columns = [
  "id",
  "user_id",
  "target",
  "reason",
  "body",
  "images",
  "quotes",
  "status",
  "assignee_id",
  "answer",
  "created_at",
  "changed_at",
] as const;

export function complaintsReader({ build, run }: Statements): ComplaintsReader {
  const all = build.selectFrom("complaints").select(columns);
  return {
    find: async (complaintId) => firstOf(await run(all.where("id", "=", complaintId))),
    async page({ userId, status, beforeId, limit }) {
      let page = all;
      if (userId !== null) page = page.where("user_id", "=", userId);
      if (status !== null) page = page.where("status", "=", status);
      if (beforeId !== null) page = page.where("id", "<", beforeId);
      return (await run(page.orderBy("id", "desc").limit(limit))).map(stored);
    },
  };
}

export function complaintsWriter(statements: WritingStatements): ComplaintsWriter {
  const { build, run } = statements;
  return {
    ...complaintsReader(statements),
    async lock(complaintId) {
      const held = build
        .updateTable("complaints")
        .set((column) => ({ status: column.ref("status") }))
        .where("id", "=", complaintId)
        .returning(columns);
      return firstOf(await run(held));
    },
    async countUnanswered(userId) {
      const [row] = await run(
        build
          .selectFrom("complaints")
          .select((count) => count.fn.countAll().as("count"))
          .where("user_id", "=", userId)
          .where(sql<boolean>`status in ('open', 'assigned')`),
      );
      return Number(row?.count ?? 0);
    },
    async insert(complaint) {
      const [row] = await run(
        build
          .insertInto("complaints")
          .values({ user_id: complaint.userId, created_at: complaint.createdAt, ...changeable(complaint) })
          .returning(columns),
      );
      if (row === undefined) throw new Error("the inserted complaint is not there");
      return stored(row);
    },
    async update(complaint) {
      await run(build.updateTable("complaints").set(changeable(complaint)).where("id", "=", complaint.id));
    },
  };
}

function changeable(complaint: Omit<StoredComplaint, "id">) {
  return {
    target: JSON.stringify(complaint.target),
    reason: complaint.reason,
    body: complaint.text ?? "",
    images: JSON.stringify(complaint.images),
    quotes: JSON.stringify(complaint.quotes),
    status: complaint.status,
    assignee_id: complaint.assigneeId,
    answer: complaint.answer,
    changed_at: complaint.changedAt,
  };
}

interface ComplaintRow {
  readonly id: number;
  readonly user_id: number;
  readonly target: string;
  readonly reason: string;
  readonly body: string;
  readonly images: string;
  readonly quotes: string;
  readonly status: string;
  readonly assignee_id: number | null;
  readonly answer: string | null;
  readonly created_at: number;
  readonly changed_at: number;
}

function firstOf([row]: readonly ComplaintRow[]): StoredComplaint | null {
  return row === undefined ? null : stored(row);
}

function stored(row: ComplaintRow): StoredComplaint {
  return {
    id: row.id,
    userId: row.user_id,
    target: JSON.parse(row.target) as ComplaintTarget,
    reason: row.reason,
    text: row.body === "" ? null : row.body,
    images: JSON.parse(row.images) as string[],
    quotes: JSON.parse(row.quotes) as StoredComplaint["quotes"],
    status: row.status as ComplaintStatus,
    assigneeId: row.assignee_id,
    answer: row.answer,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
