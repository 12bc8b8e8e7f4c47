import type { ReadOperation } from "../operation.ts";

export const listAutoAnswers: ReadOperation<"autoAnswer.list"> = {
  kind: "read",
  async run({ reader }, actor) {
    return { autoAnswers: await reader.autoAnswers.list(actor.userId) };
  },
};
