/** Complaints, by who makes them and by administrators. */
import {
  type Complaint,
  type ComplaintTarget,
  limits,
  type MessageReference,
  ParleyError,
} from "@parley/protocol";
import type { Caller, DialectHost, Route } from "../dialect.ts";
import { createComplaintOffice } from "./complaint-office.ts";
import { complaintOf } from "./complaint-record.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { type Fields, integer, integerOf, oneOf, optionalText, text } from "./fields.ts";
import type { EggParts } from "./index.ts";

const gone = "投诉不存在";
const listMax = 100;
const chatInfoCharsMax = 100_000;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function complaintRoutes({ guard, host }: EggParts): readonly Route[] {
  const office = createComplaintOffice(host);

  async function mine(caller: Caller): Promise<readonly Complaint[]> {
    const { complaints } = await host.call(caller, "complaint.list", { limit: listMax });
    return complaints.filter(({ status }) => status !== "withdrawn");
  }

  return [
    guard.visitor("POST", "/api/chat/complaint/create", async (request, { caller }) => {
      const fields = await request.fields();
      const target = targetOf(fields);
      const { reason, ...said } = wordsOf(fields, text(fields, "reason", reasonLimits));
      const args = { target, reason, ...said };
      const quotes = await quotesOf(host, caller, target, quotedIds(fields));
      const create = (quoted: readonly MessageReference[]) =>
        host.call(caller, "complaint.create", { ...args, quotes: [...quoted] });
      const refusals = { not_found: "投诉对象不存在", limit_reached: "投诉过多，请等待处理" };
      // A message that is none is left out with the others: what was written down is no proof.
      const { complaint } = await inWords(
        create(quotes).catch((error: unknown) => {
          if (quotes.length > 0 && error instanceof ParleyError && error.code === "not_found")
            return create([]);
          throw error;
        }),
        refusals,
      );
      return ok({ id: complaint.id }, "投诉提交成功");
    }),
    guard.visitor("GET", "/api/chat/complaint/list", async (request, session) => {
      const { actor, caller } = session;
      if (actor.role === "admin" && request.query("page") !== null) return office.list(request, session);
      const complaints = await mine(caller);
      return ok({ count: complaints.length, rows: complaints.map((one) => complaintOf(actor.userId, one)) });
    }),
    guard.visitor("GET", "/api/chat/complaint/detail/:id", async ({ parameters }, { actor, caller }) => {
      const id = integerOf(parameters.id, "id", 1);
      const complaint = (await mine(caller)).find((one) => one.id === id);
      if (complaint === undefined) throw refused(gone);
      return ok(complaintOf(actor.userId, complaint));
    }),
    guard.visitor("POST", "/api/chat/complaint/update/:id", async (request, session) => {
      const { actor, caller } = session;
      const complaintId = integerOf(request.parameters.id, "id", 1);
      const fields = await request.fields();
      if (actor.role === "admin" && fields.has("status")) return office.answer(request, session);
      const changes = wordsOf(fields, optionalText(fields, "reason", reasonLimits));
      const words = { not_found: gone, conflict: "投诉已处理，不能修改" };
      await inWords(host.call(caller, "complaint.update", { complaintId, ...changes }), words);
      return ok("ok");
    }),
    guard.visitor("POST", "/api/chat/complaint/delete/:id", async ({ parameters }, { caller }) => {
      const complaintId = integerOf(parameters.id, "id", 1);
      const words = { not_found: gone, conflict: "投诉已处理，不能删除" };
      await inWords(host.call(caller, "complaint.withdraw", { complaintId }), words);
      return ok("ok");
    }),
  ];
}

const reasonLimits = { max: limits.complaintReasonCharsMax, pattern: /\S/ };

function targetOf(fields: Fields): ComplaintTarget {
  const id = integer(fields, "target_id", 1);
  return oneOf(fields, "target_type", ["group", "single"]) === "group"
    ? { kind: "group", conversationId: id }
    : { kind: "user", userId: id };
}

/** What is given of a complaint, and nothing of what is not. */
function wordsOf<R extends string | null>(fields: Fields, reason: R) {
  const content = optionalText(fields, "content", { max: limits.complaintTextCharsMax });
  const images = listIn(fields, "images", 10_000);
  const isRight = images === null || images.every((image) => typeof image === "string");
  if (!isRight) throw invalid("参数 images 格式错误");
  return {
    ...((reason === null ? {} : { reason }) as R extends string ? { reason: string } : { reason?: string }),
    ...(content === null ? {} : { text: content }),
    ...(images === null ? {} : { images: images as string[] }),
  };
}

/** A list, or one that stands alone, in JSON; null when there is none. */
function listIn(fields: Fields, name: string, max: number): unknown[] | null {
  const given = optionalText(fields, name, { max });
  if (given === null) return null;
  try {
    return [JSON.parse(given)].flat();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid(`参数 ${name} 格式错误`);
}

/** Of what was said (`complaint_chatinfo`) the messages that are named: what the client wrote beside them proves nothing. */
function quotedIds(fields: Fields): string[] {
  const said = listIn(fields, "complaint_chatinfo", chatInfoCharsMax) ?? [];
  const ids = said.map((message) => (message as { readonly id?: unknown } | null)?.id);
  return ids
    .filter((id): id is string => typeof id === "string" && uuidPattern.test(id))
    .slice(0, limits.complaintQuotesMax);
}

async function quotesOf(host: DialectHost, caller: Caller, target: ComplaintTarget, ids: readonly string[]) {
  if (ids.length === 0 || target.kind === "message") return [];
  const conversationId =
    target.kind === "group"
      ? target.conversationId
      : (
          await inWords(host.call(caller, "conversation.openDirect", { userId: target.userId }), {
            not_found: "投诉对象不存在",
            invalid_arguments: "投诉对象不存在",
          })
        ).conversation.id;
  return ids.map((id) => ({ conversationId, id }));
}
