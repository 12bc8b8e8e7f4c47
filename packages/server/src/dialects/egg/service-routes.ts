/** Complaints and automatic answers. */
import { type AutoAnswer, type Complaint, limits, ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { type Fields, integer, integerOf, oneOf, optionalText, text } from "./fields.ts";
import type { EggParts } from "./index.ts";

const gone = "投诉不存在";
const listMax = 100;

export function serviceRoutes(parts: EggParts): readonly Route[] {
  return [...complaintRoutes(parts), ...answerRoutes(parts)];
}

function complaintRoutes({ guard, host }: EggParts): readonly Route[] {
  async function mine(caller: Caller): Promise<readonly Complaint[]> {
    const { complaints } = await host.call(caller, "complaint.list", { limit: listMax });
    return complaints.filter(({ status }) => status !== "withdrawn");
  }

  return [
    guard.visitor("POST", "/api/chat/complaint/create", async (request, { caller }) => {
      const fields = await request.fields();
      const id = integer(fields, "target_id", 1);
      const isGroup = oneOf(fields, "target_type", ["group", "single"]) === "group";
      const reason = text(fields, "reason", { max: limits.complaintReasonCharsMax, pattern: /\S/ });
      const content = optionalText(fields, "content", { max: limits.complaintTextCharsMax });
      const { complaint } = await inWords(
        host.call(caller, "complaint.create", {
          target: isGroup ? { kind: "group", conversationId: id } : { kind: "user", userId: id },
          reason,
          images: imagesOf(fields),
          ...(content === null ? {} : { text: content }),
        }),
        { not_found: "投诉对象不存在", limit_reached: "投诉过多，请等待处理" },
      );
      return ok({ id: complaint.id }, "投诉提交成功");
    }),
    guard.visitor("GET", "/api/chat/complaint/list", async (_request, { actor, caller }) => {
      const complaints = await mine(caller);
      return ok({ count: complaints.length, rows: complaints.map((one) => complaintOf(actor.userId, one)) });
    }),
    guard.visitor("GET", "/api/chat/complaint/detail/:id", async ({ parameters }, { actor, caller }) => {
      const id = integerOf(parameters.id, "id", 1);
      const complaint = (await mine(caller)).find((one) => one.id === id);
      if (complaint === undefined) throw refused(gone);
      return ok(complaintOf(actor.userId, complaint));
    }),
    guard.visitor("POST", "/api/chat/complaint/delete/:id", async ({ parameters }, { caller }) => {
      const complaintId = integerOf(parameters.id, "id", 1);
      const words = { not_found: gone, conflict: "投诉已处理，不能删除" };
      await inWords(host.call(caller, "complaint.withdraw", { complaintId }), words);
      return ok("ok");
    }),
  ];
}

/** Addresses of pictures, as a list in JSON. */
function imagesOf(fields: Fields): string[] {
  const given = optionalText(fields, "images", { max: 10_000 });
  if (given === null) return [];
  let images: unknown;
  try {
    images = JSON.parse(given);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const isRight = Array.isArray(images) && images.every((image) => typeof image === "string");
  if (!isRight) throw invalid("参数 images 格式错误");
  return images as string[];
}

const statuses = { open: 0, assigned: 1, answered: 2, closed: 3, withdrawn: 3 } as const;

function complaintOf(userId: number, complaint: Complaint): object {
  const { answer, changedAt, createdAt, id, images, reason, status, target } = complaint;
  return {
    ...{ id, user_id: userId, target_id: target.kind === "user" ? target.userId : target.conversationId },
    ...{ target_type: target.kind === "user" ? "single" : "group", reason, content: complaint.text ?? "" },
    ...{ images: JSON.stringify(images), status: statuses[status], reply: answer ?? "" },
    ...{ create_time: createdAt, update_time: changedAt },
  };
}

const noAnswer = "数据不存在";

function answerRoutes({ guard, host }: EggParts): readonly Route[] {
  async function mine(caller: Caller): Promise<readonly AutoAnswer[]> {
    return (await host.call(caller, "autoAnswer.list", {})).autoAnswers;
  }

  async function one(caller: Caller, request: DialectRequest): Promise<AutoAnswer> {
    const id = integerOf(request.parameters.id, "id", 1);
    const found = (await mine(caller)).find((answer) => answer.id === id);
    if (found === undefined) throw refused(noAnswer);
    return found;
  }

  async function list(request: DialectRequest, caller: Caller): Promise<Response> {
    const keyword = (request.query("keyword") ?? "").toLowerCase();
    const found = (await mine(caller)).filter((entry) =>
      `${entry.question}\n${entry.answer}`.toLowerCase().includes(keyword),
    );
    return coded(found.map((entry) => answerOf(callerId(caller), entry)));
  }

  const path = "/api/chat/askanswer";
  return [
    guard.user("POST", `${path}/create`, async (request, { actor, caller }) => {
      const fields = await request.fields();
      const args = {
        question: text(fields, "ask", { max: limits.autoQuestionCharsMax, pattern: /[\p{L}\p{N}]/u }),
        answer: text(fields, "answer", { max: limits.autoAnswerCharsMax, pattern: /\S/ }),
      };
      const words = { limit_reached: "自动回复过多" };
      const { autoAnswer } = await inWords(host.call(caller, "autoAnswer.create", args), words);
      return coded(answerOf(actor.userId, autoAnswer));
    }),
    guard.user("POST", `${path}/update/:id`, async (request, { actor, caller }) => {
      const fields = await request.fields();
      const { id } = await one(caller, request);
      const question = optionalText(fields, "ask", { max: limits.autoQuestionCharsMax });
      const answer = optionalText(fields, "answer", { max: limits.autoAnswerCharsMax });
      const { autoAnswer } = await host.call(caller, "autoAnswer.update", {
        autoAnswerId: id,
        ...(question === null ? {} : { question }),
        ...(answer === null ? {} : { answer }),
      });
      return coded(answerOf(actor.userId, autoAnswer));
    }),
    guard.user("POST", `${path}/delete/:id`, async (request, { caller }) => {
      const { id } = await one(caller, request);
      await host.call(caller, "autoAnswer.delete", { autoAnswerId: id });
      return coded("ok");
    }),
    guard.user("*", `${path}/list`, (request, { caller }) => list(request, caller)),
    guard.user("*", `${path}/search`, (request, { caller }) => list(request, caller)),
    guard.user("*", `${path}/detail/:id`, async (request, { actor, caller }) =>
      coded(answerOf(actor.userId, await one(caller, request))),
    ),
  ];
}

/** These answers have a code besides. */
function coded(data: unknown): Response {
  return Response.json({ code: 200, msg: "ok", data });
}

function answerOf(userId: number, { answer, createdAt, id, question }: AutoAnswer): object {
  return { id, ask: question, answer, type: "text", create_userId: userId, create_time: createdAt };
}

/** @throws unauthenticated */
function callerId({ actor }: Caller): number {
  if (actor.kind !== "user") throw new ParleyError("unauthenticated");
  return actor.userId;
}
