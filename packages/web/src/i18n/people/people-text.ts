import { language } from "../language.ts";
import { type PeopleDictionary, peopleEn } from "./en.ts";
import { peopleZhCn } from "./zh-cn.ts";

const dictionaries = { en: peopleEn, "zh-CN": peopleZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function peopleText(): PeopleDictionary {
  return dictionaries[language()];
}
