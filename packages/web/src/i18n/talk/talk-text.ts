import { text } from "../language.ts";
import type { TalkDictionary } from "./en.ts";

/** The texts of what is done with messages, in the current language. */
export function talkText(): TalkDictionary {
  return text().talk;
}
