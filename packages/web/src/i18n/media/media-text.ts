import { language } from "../language.ts";
import { type MediaDictionary, mediaEn } from "./en.ts";
import { mediaZhCn } from "./zh-cn.ts";

const dictionaries = { en: mediaEn, "zh-CN": mediaZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function mediaText(): MediaDictionary {
  return dictionaries[language()];
}
