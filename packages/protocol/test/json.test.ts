import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ParleyError } from "../src/errors.ts";
import { assertPlainJson } from "../src/json.ts";
import { limits } from "../src/limits.ts";

function nested(depth: number): unknown {
  let value: unknown = "inside";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

describe("JSON that is never accepted", () => {
  test("[CALL-5] nesting is accepted up to its limit and refused one deeper", () => {
    expect(() => assertPlainJson(nested(limits.jsonDepthMax))).not.toThrow();
    expect(() => assertPlainJson(nested(limits.jsonDepthMax + 1))).toThrow(ParleyError);
  });

  test.each(["__proto__", "constructor", "prototype"])(
    "[CALL-5] the key %s is refused at any depth",
    (key) => {
      const value: unknown = JSON.parse(`{"list":[{"${key}":{"isAdmin":true}}]}`);
      expect(() => assertPlainJson(value)).toThrow(expect.objectContaining({ code: "invalid_arguments" }));
    },
  );

  test.each([
    ["a lone high surrogate", "a\ud83d"],
    ["a lone low surrogate", "\ude00a"],
    ["NUL", "a\u0000b"],
  ])("[CALL-5] text with %s is refused, as a value and as a key", (_what, text) => {
    expect(() => assertPlainJson({ text })).toThrow(ParleyError);
    expect(() => assertPlainJson(text)).toThrow(ParleyError);
    expect(() => assertPlainJson({ [text]: 1 })).toThrow(ParleyError);
  });

  test("[CALL-5] a number too large for a double is refused", () => {
    const value: unknown = JSON.parse('{"seq":1e999}');
    expect(() => assertPlainJson(value)).toThrow(ParleyError);
  });

  test("ordinary JSON passes unchanged", () => {
    const plain = fc.jsonValue({ maxDepth: 5, stringUnit: "grapheme" });
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/__proto__|constructor|prototype|\\u0000/.test(text));
        assertPlainJson(value);
        expect(JSON.stringify(value)).toBe(text);
      }),
    );
  });
});
