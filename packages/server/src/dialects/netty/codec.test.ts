import { expect, test } from "bun:test";
import { createJavaDates } from "./codec.ts";

test("[DIA-7] times are written as Java writes them, each second anew", () => {
  const javaDate = createJavaDates("Asia/Shanghai");
  const at = Date.UTC(2023, 5, 24, 7, 50, 41);
  const written = [at, at + 999, at + 1_000, at - 1, at].map(javaDate);
  const [first, next, before] = ["41", "42", "40"].map((second) => `Sat Jun 24 15:50:${second} CST 2023`);
  expect(written).toEqual([first, first, next, before, first] as string[]);
});
