import { language } from "../language.ts";
import { type SettingsDictionary, settingsEn } from "./en.ts";
import { settingsZhCn } from "./zh-cn.ts";

const dictionaries = { en: settingsEn, "zh-CN": settingsZhCn } as const;

/** The texts of the current language; follows a change of it inside a component. */
export function settingsText(): SettingsDictionary {
  return dictionaries[language()];
}
