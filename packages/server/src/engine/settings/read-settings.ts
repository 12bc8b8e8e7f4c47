import type { Settings, SettingsSection } from "@parley/protocol";
import { contactSettingsOf } from "../contact/contact-settings.ts";
import type { EngineOptions } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { privacySettings } from "./privacy-settings.ts";

const standardNotification: Settings["notification"] = {
  ...{ isEnabled: true, showsText: true, hasSound: true, quietFrom: null, quietUntil: null },
};

type Reading = Pick<Reader, "userSettings" | "credentials">;

/** One section as its owner has it, what was not set at its default (SET-1). */
export async function readSection(
  reader: Reading,
  options: EngineOptions,
  userId: number,
  section: SettingsSection,
): Promise<NonNullable<Settings[SettingsSection]>> {
  const text = () => reader.userSettings.get(userId, section);
  switch (section) {
    case "language":
      return { language: (await reader.credentials.findAddress(userId))?.language ?? null };
    case "notification":
      return { ...standardNotification, ...JSON.parse((await text()) ?? "{}") };
    case "privacy":
      return privacySettings(await text());
    case "contact":
      return contactSettingsOf(reader, options, userId);
    case "client":
      return JSON.parse((await text()) ?? "{}");
  }
}
