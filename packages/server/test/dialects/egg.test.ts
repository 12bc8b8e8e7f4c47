/** What of the contract `egg` cannot be recorded as an exchange. */
import { expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol";
import { refusal } from "../../src/dialects/egg/errors.ts";

test("[DIA-7] what goes wrong inside is told as such, and no more", async () => {
  const response = refusal(new ParleyError("internal", { message: "near line 3 of the table" }));
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ msg: "fail", data: "系统异常，请稍后再试" });
});
