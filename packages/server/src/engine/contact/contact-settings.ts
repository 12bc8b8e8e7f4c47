import type { ContactSettings } from "@parley/protocol";
import type { EngineOptions } from "../operation.ts";
import type { Reader } from "../ports/store.ts";

/** What holds for whoever has set nothing (CONT-30). */
export function defaultContactSettings({ strangerMessages }: EngineOptions): ContactSettings {
  const rule = { messages: strangerMessages, needsFollow: false };
  return { guests: rule, strangers: rule, addBy: "approval" };
}

export async function contactSettingsOf(
  reader: Pick<Reader, "userSettings">,
  options: EngineOptions,
  userId: number,
): Promise<ContactSettings> {
  const text = await reader.userSettings.get(userId, "contact");
  const standard = defaultContactSettings(options);
  return text === null ? standard : { ...standard, ...JSON.parse(text) };
}
