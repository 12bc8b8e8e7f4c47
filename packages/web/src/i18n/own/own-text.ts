import { language } from "../language.ts";
import { type OwnDictionary, ownEn } from "./en.ts";
import { ownZhCn } from "./zh-cn.ts";

const dictionaries = { en: ownEn, "zh-CN": ownZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function ownText(): OwnDictionary {
  return dictionaries[language()];
}
