import { expect, test } from "bun:test";
import { fittingAnswer } from "./auto-answer-policy.ts";

const made = (id: number, question: string, isEnabled = true) => ({
  ...{ id, question, isEnabled },
  ...{ answer: `answer ${id}`, createdAt: id },
});

test("[AUTO-3] the longest question that the text has in it is answered, whatever its case, width and signs", () => {
  const answers = [
    made(1, "price"),
    made(2, "What is the price?"),
    made(3, "营业时间"),
    made(4, "ＯＰＥＮ"),
    made(5, "price of the moon", false),
    made(6, "PRICE"),
  ];
  const cases: [string, number | null][] = [
    ["price", 1],
    ["  Price!! ", 1],
    ["Hi. what is the PRICE, please", 2],
    ["请问你们的营业时间是？", 3],
    ["are you open today?", 4],
    ["the price of the moon", 1],
    ["nothing of it", null],
    ["?!", null],
  ];
  for (const [text, id] of cases)
    expect([text, fittingAnswer(answers, text)?.id ?? null]).toEqual([text, id]);
  const whole = (text: string) => fittingAnswer(answers, text, true)?.id ?? null;
  expect(["Price?", "what is the price", "the price", "price of the moon"].map(whole)).toEqual([
    1,
    2,
    null,
    null,
  ]);
});
