import { language } from "../language.ts";
import { type AdminDictionary, adminEn } from "./en.ts";
import { adminZhCn } from "./zh-cn.ts";

const dictionaries = { en: adminEn, "zh-CN": adminZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function adminText(): AdminDictionary {
  return dictionaries[language()];
}
