import { language } from "../language.ts";
import { type StickersDictionary, stickersEn } from "./en.ts";
import { stickersZhCn } from "./zh-cn.ts";

const dictionaries = { en: stickersEn, "zh-CN": stickersZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function stickersText(): StickersDictionary {
  return dictionaries[language()];
}
