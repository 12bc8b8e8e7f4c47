/** Complaints as administrators take care of them. Who is none is refused by the operations. */
import type { DialectHost, DialectRequest } from "../dialect.ts";
import { complaintOf } from "./complaint-record.ts";
import { inWords, ok } from "./errors.ts";
import { integer, integerOf, optionalText, text } from "./fields.ts";
import type { Session } from "./guard.ts";
import { listed } from "./listed.ts";

export function createComplaintOffice(host: DialectHost) {
  /** 1 takes care of it, 2 answers, 3 closes; 0 gives it back. */
  async function answer(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const fields = await request.fields();
    const status = integer(fields, "status", 0, 3);
    const complaintId = integerOf(request.parameters.id, "id", 1);
    const words = { not_found: "投诉不存在", conflict: "投诉已处理，不能修改" };
    const call =
      status === 2
        ? host.call(caller, "admin.answerComplaint", {
            complaintId,
            answer: text(fields, "reply", { max: 2_000 }),
          })
        : status === 3
          ? host.call(caller, "admin.closeComplaint", {
              complaintId,
              ...replyOf(optionalText(fields, "reply", { max: 2_000 })),
            })
          : host.call(caller, "admin.assignComplaint", {
              complaintId,
              assigneeId: status === 1 ? actor.userId : null,
            });
    const { complaint } = await inWords(call, words);
    return ok(complaintOf(complaint.userId, complaint));
  }

  const list = (request: DialectRequest, { caller }: Session): Promise<Response> =>
    listed(request, async (beforeId, limit) => {
      const args = { limit, ...(beforeId === null ? {} : { beforeId }) };
      const { complaints, hasMore } = await host.call(caller, "admin.listComplaints", args);
      const rows = complaints.map(({ complaint }) => complaintOf(complaint.userId, complaint));
      return { rows, next: hasMore ? (complaints.at(-1)?.complaint.id ?? null) : null };
    });

  return { list, answer };
}

function replyOf(answer: string | null): { answer?: string } {
  return answer === null ? {} : { answer };
}
