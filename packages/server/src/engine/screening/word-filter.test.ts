import { expect, test } from "bun:test";
import { screenedContent } from "./screen-content.ts";
import { createWordFilter } from "./word-filter.ts";

const lists = { mask: ["damn", "敏感", "敏感词汇", "ＢＡＤ word"], refuse: ["赌博网站"], flag: ["bomb"] };

test("[SCR-1] words are found whatever their case, accents and width, in scripts without spaces anywhere, in others whole", () => {
  const filter = createWordFilter(lists);
  const cases: [string, string][] = [
    ["well DAMN it", "well **** it"],
    ["well dámn!", "well ****!"],
    ["ｄａｍｎ", "****"],
    ["damnation and goddamn", "damnation and goddamn"],
    ["这是敏感词", "这是**词"],
    ["这是敏感词汇。", "这是****。"],
    ["a bad WORD here", "a ******** here"],
    ["nothing", "nothing"],
    ["", ""],
    ["敏", "敏"],
    ["👍damn👍", "👍****👍"],
  ];
  for (const [text, masked] of cases) {
    const { content } = screenedContent(filter, { type: "text", text });
    expect([text, content]).toEqual([text, { type: "text", text: masked }]);
  }
});

test("[SCR-1] what is refused is told apart from what is flagged, in every text of a content", () => {
  const filter = createWordFilter(lists);
  const verdict = (text: string) => screenedContent(filter, { type: "text", text });
  expect(verdict("来赌博网站")).toMatchObject({ isRefused: true });
  expect(verdict("a bomb, damn")).toEqual({
    ...{ isRefused: false, isFlagged: true, content: { type: "text", text: "a bomb, ****" } },
  });
  const location = { type: "location", latitude: 1, longitude: 2, name: "damn place" } as const;
  expect(screenedContent(filter, location).content).toEqual({ ...location, name: "**** place" });
});

test("[SCR-1] a list of thousands costs no more than a look at the text, and an empty one nothing", () => {
  expect(createWordFilter({ mask: [" "], refuse: [], flag: [] })).toBeNull();
  const words = Array.from({ length: 5_000 }, (_, index) => `词${index.toString(36)}语`);
  const filter = createWordFilter({ mask: words, refuse: [], flag: [] });
  const text = "这是一个很长的消息。".repeat(200) + words[4_321];
  // What this process computed, however many others the machine works for.
  const before = process.cpuUsage();
  for (let index = 0; index < 50; index += 1) expect(filter?.find(text)).toHaveLength(1);
  expect(process.cpuUsage(before).user / 50).toBeLessThan(20_000);
});
