import { language } from "../language.ts";
import { type GroupsDictionary, groupsEn } from "./en.ts";
import { groupsZhCn } from "./zh-cn.ts";

const dictionaries = { en: groupsEn, "zh-CN": groupsZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function groupsText(): GroupsDictionary {
  return dictionaries[language()];
}
