/**
 * Texts like those people write, for workloads that search: every other one in Chinese, the rest in English. Words are
 * as unequal as in a language: a few are in every tenth message, most in few.
 */
import { skewedPositions } from "./random-draws.ts";

const chineseWords = 20_000;
const englishWords = 10_000;
/** The words with which the vocabularies begin, the most frequent ones. */
const firstChinese = ["我们", "今天", "项目", "会议", "明天", "时间", "问题", "客户", "计划", "工作"];
const firstEnglish = [
  "the",
  "meeting",
  "project",
  "please",
  "today",
  "question",
  "customer",
  "review",
  "plan",
  "thanks",
];
const firstCharacter = 0x4e00;
const characters = 3_500;
const syllables = [
  "ka",
  "to",
  "re",
  "mi",
  "son",
  "ver",
  "lan",
  "pe",
  "du",
  "chi",
  "ro",
  "ba",
  "ten",
  "qui",
  "sa",
  "no",
];

/** Answers text after text; the same ones for the same random numbers. */
export function mixedTexts(random: () => number, textBytes: number): () => string {
  const chinese = vocabulary(firstChinese, chineseWords, () => {
    const at = () => String.fromCharCode(firstCharacter + Math.floor(random() ** 2 * characters));
    return at() + at();
  });
  const english = vocabulary(firstEnglish, englishWords, () => {
    const count = 2 + Math.floor(random() * 3);
    return Array.from({ length: count }, () => syllables[Math.floor(random() * syllables.length)]).join("");
  });
  const nextChinese = skewedPositions(chinese.length, 1, random);
  const nextEnglish = skewedPositions(english.length, 1, random);
  let isChinese = false;
  return () => {
    isChinese = !isChinese;
    // A Chinese character takes three bytes.
    if (isChinese) return joined(chinese, nextChinese, "", Math.floor(textBytes / 3));
    return joined(english, nextEnglish, " ", textBytes);
  };
}

function vocabulary(first: readonly string[], count: number, next: () => string): string[] {
  const words = new Set(first);
  while (words.size < count) words.add(next());
  return [...words];
}

function joined(
  words: readonly string[],
  nextPosition: () => number,
  between: string,
  chars: number,
): string {
  let text = "";
  while (text.length < chars) text += (text === "" ? "" : between) + (words[nextPosition()] ?? "");
  return text.slice(0, chars).trimEnd();
}
