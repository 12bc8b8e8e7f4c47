import { expect, test } from "bun:test";
import { sortKey } from "./sort-key.ts";

test.each([
  ["Alice", "Aalice"],
  ["  élodie ", "Eelodie"],
  ["Ｗｉｄｅ", "Wwide"],
  ["张三", "Zzhang san"],
  ["曾国藩", "Zzeng guo fan"],
  ["单雄信", "Sshan xiong xin"],
  ["重庆小面", "Cchong qing xiao mian"],
  ["吕布", "Llv bu"],
  ["阿B", "Aa b"],
  ["123", "#123"],
  ["😀", "#😀"],
  ["Борис", "#борис"],
  ["さくら", "#さくら"],
])("[CONT-20] %s is sorted as %s", async (name, key) => {
  expect(await sortKey(name)).toBe(key);
});

test("[CONT-20] a name of any length has a short key", async () => {
  expect(await sortKey("曾".repeat(50))).toHaveLength(120);
});
