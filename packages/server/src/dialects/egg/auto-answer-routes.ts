/** Automatic answers: pairs of a question and an answer, their owner's alone. */
import { type AutoAnswer, limits, ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { inWords, refused } from "./errors.ts";
import { integerOf, optionalText, text } from "./fields.ts";
import type { EggParts } from "./index.ts";

const noAnswer = "数据不存在";

export function autoAnswerRoutes({ guard, host }: EggParts): readonly Route[] {
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
