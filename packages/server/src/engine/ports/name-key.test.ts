import { expect, test } from "bun:test";
import { nameKey } from "./name-key.ts";

/** Beyond this there are only rarer Han characters, which have no case. */
const codePointMax = 0x1ffff;
const isLetter = /^[\p{L}\p{N}]$/u;
/** An accent, a dot below, the Greek iota below, a Hindi dot. */
const marks = ["", "\u0301", "\u0323", "\u0345", "\u093c"];

test("[ACC-1] a letter with and without marks has one key, however it is cased, composed or wide", () => {
  const apart: string[] = [];
  for (let codePoint = 0; codePoint <= codePointMax; codePoint += 1) {
    const letter = String.fromCodePoint(codePoint);
    if (!isLetter.test(letter)) continue;
    for (const mark of marks) {
      const name = `a${letter}${mark}b`.normalize("NFC");
      const forms = [nameKey(name), name.normalize("NFD"), name.normalize("NFKC"), name.normalize("NFKD")];
      // Cased as Unicode has it: taken apart first, or the Greek iota below would change places with a mark.
      forms.push(name.normalize("NFD").toUpperCase(), name.normalize("NFD").toLowerCase());
      if (new Set(forms.map(nameKey)).size > 1) apart.push(name);
    }
  }
  expect(apart).toEqual([]);
});

test("[ACC-1] names that differ in more than that have keys of their own", () => {
  const names = [
    "ann",
    "anna",
    "änn",
    "ańn",
    "ＡＮＮＥ",
    "anν",
    "รัก",
    "รก",
    "王小明",
    "王小名",
    "a_1",
    "a1_",
  ];
  expect(new Set(names.map(nameKey)).size).toBe(names.length);
});
