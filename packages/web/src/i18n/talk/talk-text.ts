import { language } from "../language.ts";
import { type TalkDictionary, talkEn } from "./en.ts";
import { talkZhCn } from "./zh-cn.ts";

const dictionaries = { en: talkEn, "zh-CN": talkZhCn } as const;

/** The texts of what is done with messages, in the current language. */
export function talkText(): TalkDictionary {
  return dictionaries[language()];
}
