/** Automatic answers: pairs of a question and an answer, their owner's alone. */
import { type AutoAnswer, limits } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { inWords, refused } from "./errors.ts";
import { type Fields, integerOf, optionalText, plain, text } from "./fields.ts";
import type { Session } from "./guard.ts";
import type { EggParts } from "./index.ts";

const noAnswer = "数据不存在";

export function autoAnswerRoutes({ guard, host }: EggParts): readonly Route[] {
  async function mine(caller: Caller): Promise<readonly AutoAnswer[]> {
    return (await host.call(caller, "autoAnswer.list", {})).autoAnswers;
  }

  /** The contract does not say where the id is: in the path or among the fields. */
  async function one({ actor, caller }: Session, request: DialectRequest): Promise<AutoAnswer> {
    const fields = await request.fields();
    assertOwn(actor.userId, fields);
    const id = integerOf(request.parameters.id ?? fields.get("id") ?? request.query("id"), "id", 1);
    const found = (await mine(caller)).find((answer) => answer.id === id);
    if (found === undefined) throw refused(noAnswer);
    return found;
  }

  async function list(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const fields = await request.fields();
    assertOwn(actor.userId, fields);
    const asked = fields.get("keyword") ?? request.query("keyword") ?? fields.get("ask");
    const keyword = plain(asked).trim().toLowerCase();
    const found = (await mine(caller)).filter((entry) =>
      `${entry.question}\n${entry.answer}`.toLowerCase().includes(keyword),
    );
    return coded(found.map((entry) => answerOf(actor.userId, entry)));
  }

  async function update(request: DialectRequest, session: Session): Promise<Response> {
    const fields = await request.fields();
    const { id } = await one(session, request);
    const question = optionalText(fields, "ask", { max: limits.autoQuestionCharsMax });
    const answer = optionalText(fields, "answer", { max: limits.autoAnswerCharsMax });
    const { autoAnswer } = await host.call(session.caller, "autoAnswer.update", {
      autoAnswerId: id,
      ...(question === null ? {} : { question }),
      ...(answer === null ? {} : { answer }),
    });
    return coded(answerOf(session.actor.userId, autoAnswer));
  }

  async function remove(request: DialectRequest, session: Session): Promise<Response> {
    const { id } = await one(session, request);
    await host.call(session.caller, "autoAnswer.delete", { autoAnswerId: id });
    return coded("ok");
  }

  const detail = async (request: DialectRequest, session: Session) =>
    coded(answerOf(session.actor.userId, await one(session, request)));

  const path = "/api/chat/askanswer";
  return [
    guard.user("POST", `${path}/create`, async (request, { actor, caller }) => {
      const fields = await request.fields();
      assertOwn(actor.userId, fields);
      const args = {
        question: text(fields, "ask", { max: limits.autoQuestionCharsMax, pattern: /[\p{L}\p{N}]/u }),
        answer: text(fields, "answer", { max: limits.autoAnswerCharsMax, pattern: /\S/ }),
      };
      const words = { limit_reached: "自动回复过多" };
      const { autoAnswer } = await inWords(host.call(caller, "autoAnswer.create", args), words);
      return coded(answerOf(actor.userId, autoAnswer));
    }),
    ...["", "/:id"].flatMap((id) => [
      guard.user("POST", `${path}/update${id}`, update),
      guard.user("POST", `${path}/delete${id}`, remove),
      guard.user("*", `${path}/detail${id}`, detail),
    ]),
    guard.user("*", `${path}/list`, list),
    guard.user("*", `${path}/search`, list),
  ];
}

/** These answers have a code besides. */
function coded(data: unknown): Response {
  return Response.json({ code: 200, msg: "ok", data });
}

function answerOf(userId: number, { answer, createdAt, id, question }: AutoAnswer): object {
  return { id, ask: question, answer, type: "text", create_userId: userId, create_time: createdAt };
}

/** Whose they are is told by the token; a form that says somebody else is refused. */
function assertOwn(userId: number, fields: Fields): void {
  const given = plain(fields.get("create_userId"));
  if (given !== "" && Number(given) !== userId) throw refused("非法操作");
}
