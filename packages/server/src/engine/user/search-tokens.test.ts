import { expect, test } from "bun:test";
import fc from "fast-check";
import { searchText, searchTokens, token } from "./search-tokens.ts";

const partsOf = async (nickname: string) =>
  (await searchTokens("", nickname)).filter((text) => text.startsWith("2")).map((text) => text.slice(1));

test.each([
  ["Mary Ann_7b", ["ann_7b", "7b"]],
  ["王小明", ["小明", "明"]],
  ["阿Bob", ["bob"]],
  ["ที่นี่", ["นี่"]],
  ["a - b", ["b"]],
  ["O'Neil", ["neil"]],
  ["👩‍👧 mum", ["👧 mum", "mum"]],
])("[PROF-20] words of %s begin at %j", async (name, parts) => {
  expect(await partsOf(name)).toEqual(parts);
});

test("[PROF-20] Chinese is spelled from each syllable on, as it is spoken", async () => {
  const tokens = await searchTokens("", "曾小贤 Leo");
  const spelled = (kind: "pinyin" | "initials") =>
    tokens.filter((text) => text.startsWith(token(kind, ""))).map((text) => text.slice(1));
  expect(spelled("pinyin")).toEqual(["zengxiaoxianleo", "xiaoxianleo", "xianleo", "leo"]);
  expect(spelled("initials")).toEqual(["zxxl", "xxl", "xl"]);
});

test("[PROF-20] [PROF-23] whoever looks for a whole name, in any case, finds a token of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }), async (name) => {
      const tokens = await searchTokens("", name);
      for (const query of [name, name.toUpperCase(), `  ${name} `]) {
        const text = searchText(query);
        if (text === "" || searchText(name) === "") continue;
        if (searchText(name) === text) expect(tokens).toContain(token("beginning", text));
      }
      expect(tokens.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 300 },
  );
});
