import { language } from "../language.ts";
import { type InboxDictionary, inboxEn } from "./en.ts";
import { inboxZhCn } from "./zh-cn.ts";

const dictionaries = { en: inboxEn, "zh-CN": inboxZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function inboxText(): InboxDictionary {
  return dictionaries[language()];
}
