import { expect, test } from "bun:test";
import { closeAdvice, closeCodes } from "../src/close-codes.ts";
import { type ErrorCode, errorCodes, ParleyError } from "../src/errors.ts";

const codes = Object.keys(errorCodes) as ErrorCode[];

test("[CALL-2] an error with every field comes back from the wire as it was", () => {
  const error = new ParleyError("rate_limited", {
    message: "Slower.",
    retryAfterMs: 250,
    details: { limit: 30, path: "args.text" },
  });
  const copy = ParleyError.fromWire(JSON.parse(JSON.stringify(error.toWire())));
  expect(copy.toWire()).toEqual(error.toWire());
  expect(copy).toBeInstanceOf(ParleyError);
});

test.each(codes)("[CALL-2] %s travels with its standard text and nothing else", (code) => {
  const wire = new ParleyError(code).toWire();
  expect(wire).toEqual({ code, message: errorCodes[code].text });
  expect(ParleyError.fromWire(wire).toWire()).toEqual(wire);
});

test("[CALL-9] the cause of an error never travels", () => {
  const error = new ParleyError("internal", { cause: new Error("disk path and stack") });
  expect(JSON.stringify(error.toWire())).not.toContain("disk");
});

test("[CALL-2] every code has a status that is an error, and only busy times and failures may be tried again", () => {
  for (const code of codes) {
    const { status, retry } = errorCodes[code];
    expect(status).toBeWithin(400, 600);
    expect(retry === "later").toBe(status === 429 || status >= 500);
    expect(retry === "token").toBe(code === "unauthenticated" || code === "token_expired");
  }
});

test.each([
  [1000, "reconnect"],
  [1006, "reconnect"],
  [1009, "reconnect"],
  [4000, "reconnect"],
  [4399, "reconnect"],
  [4400, "reconnect-with-new-token"],
  [4499, "reconnect-with-new-token"],
  [4500, "stop"],
  [4999, "stop"],
] as const)("[CON-14] a close with %i means %s", (code, advice) => {
  expect(closeAdvice(code)).toBe(advice);
});

test("[CON-14] every close code is unique and in the range that private codes may use", () => {
  const values = Object.values(closeCodes);
  expect(new Set<number>(values).size).toBe(values.length);
  for (const value of values) expect(value).toBeWithin(4000, 5000);
});
