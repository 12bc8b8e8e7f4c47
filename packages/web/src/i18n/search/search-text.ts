import { language } from "../language.ts";
import { type SearchDictionary, searchEn } from "./en.ts";
import { searchZhCn } from "./zh-cn.ts";

const dictionaries = { en: searchEn, "zh-CN": searchZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function searchText(): SearchDictionary {
  return dictionaries[language()];
}
