import { language } from "../language.ts";
import { type AccountDictionary, accountEn } from "./en.ts";
import { accountZhCn } from "./zh-cn.ts";

const dictionaries = { en: accountEn, "zh-CN": accountZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function accountText(): AccountDictionary {
  return dictionaries[language()];
}
