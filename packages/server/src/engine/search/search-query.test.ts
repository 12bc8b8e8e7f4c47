import { expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import fc from "fast-check";
import { excerptAround } from "./excerpt.ts";
import { foldText } from "./folded-text.ts";
import { allMarksOf, marksOf, messageIndexVersion } from "./message-marks.ts";
import { mayHave, parseQuery, rangesIn } from "./search-query.ts";

/** What of the text is shown as found; null when the query has nothing in it. Fails when the marks hide what is there. */
function found(query: string, text: string): string[] | null {
  const parsed = parseQuery(query);
  if (parsed === null) return null;
  const ranges = rangesIn(parsed, text);
  if (ranges.length > 0) expect([query, text, mayHave(parsed, marksOf(text))]).toEqual([query, text, true]);
  return ranges.map(({ start, end }) => text.slice(start, end));
}

const cases: readonly [query: string, text: string, found: readonly string[] | null][] = [
  ["你好", "你好，世界。你好！", ["你好", "你好"]],
  ["好", "你好，世界", ["好"]],
  ["好，世", "你好，世界", ["好，世"]],
  ["你们", "你好，我们", []],
  ["ガ", "ｶﾞｽ", ["ｶﾞ"]],
  ["が", "か\u3099いこく", ["か\u3099"]],
  ["か", "がいこく", []],
  ["한국", "한국어".normalize("NFD"), ["한국".normalize("NFD")]],
  ["é", "É", ["É"]],
  ["cafe", "un cafe\u0301 noir, CAFÉ", ["cafe\u0301", "CAFÉ"]],
  ["σος", "ΣΟΣ", ["ΣΟΣ"]],
  ["strasse", "Straße", ["Straße"]],
  ["stras", "Straße", ["Straß"]],
  ["kg", "5 ㎏", ["㎏"]],
  ["株式", "㍿", ["㍿"]],
  ["株式会社", "㍿", ["㍿"]],
  ["win", "windows 98", ["win"]],
  ["dows", "windows", []],
  ["in", "windows in winter", ["in"]],
  ["98", "windows 98, 1998, 987", ["98"]],
  ["abc12", "abc123 abc12", ["abc12"]],
  ["c++", "I like C++.", ["C++"]],
  ["a b", "b and a", ["b", "a"]],
  ["你 ok", "ok，你呢", ["ok", "你"]],
  ["😀", "well 😀😀", ["😀😀"]],
  ["👍🏽", "👍🏽", ["👍🏽"]],
  ["𠮷野家", "去𠮷野家", ["𠮷野家"]],
  ["?!", "what?!", null],
  ["   ", "x", null],
];

test("[SRCH-1] [SRCH-2] [SRCH-3] parts are found where they begin, without regard to case, accents and width", () => {
  for (const [query, text, expected] of cases)
    expect([query, found(query, text)]).toEqual([query, expected as string[]]);
});

test("[SRCH-3] every word of a text, every beginning of three letters and every pair of characters finds it", () => {
  const text = "Quick 棕色狐狸 jumps über den Zaun 2024年 ラーメン 김치찌개 naïve";
  const queries = ["quick", "qui", "jump", "uber", "den", "zaun", "2024", "202", "naive", "nai"];
  for (const run of ["棕色狐狸", "ラーメン", "김치찌개"]) {
    const characters = [...run];
    queries.push(
      run,
      ...characters,
      ...characters.slice(1).map((character, index) => (characters[index] ?? "") + character),
    );
  }
  for (const query of queries) expect([query, found(query, text)?.length]).toEqual([query, 1]);
});

test("[SRCH-9] a text of plain letters has the marks that the way for every text gives it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 200 }), (text) => {
      expect(marksOf(text)).toBe(allMarksOf(text));
    }),
    { numRuns: 500 },
  );
});

test("[SRCH-9] the marks of a text are those of this version: whoever changes them raises it", () => {
  expect(messageIndexVersion).toBe(2);
  const marks = marksOf("你好 Hello, ｺｰﾋｰ 42 회의 👍");
  expect(new Bun.SHA256().update(marks).digest("hex").slice(0, 12)).toBe("5d1576dd48b9");
  expect(marksOf("好好好好")).toBe(marksOf("好好好"));
});

test("[SRCH-4] an excerpt lies around the first place and cuts no character in two", () => {
  const text = "😀".repeat(200);
  for (let at = 0; at < 400; at += 2) {
    const { start, end } = excerptAround(text, [{ start: at, end: at + 2 }]);
    expect(start).toBeLessThanOrEqual(at);
    expect(text.slice(start, end).isWellFormed()).toBe(true);
    expect(end - start).toBeLessThanOrEqual(122);
  }
  expect(excerptAround("short", [{ start: 3, end: 4 }])).toEqual({ start: 0, end: 5 });
});

test("[SRCH-1] the longest query and text are judged at once", () => {
  const text = "a".repeat(limits.textCharsMax);
  // What this process computed, however many others the machine works for.
  const before = process.cpuUsage();
  for (const query of ["a".repeat(limits.searchQueryCharsMax), "aaa", "a ".repeat(25)]) {
    for (let round = 0; round < 5; round += 1) found(query, text);
  }
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  expect(foldText(text).units).toHaveLength(limits.textCharsMax);
});
