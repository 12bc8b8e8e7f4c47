import type { Component } from "solid-js";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { isTouch } from "../../platform/media.ts";
import { OwnAccount } from "../account/own-account.tsx";
import { AppearanceSettings } from "./appearance-settings.tsx";
import { KeyboardSettings } from "./keyboard-settings.tsx";
import { NotificationSettings } from "./notification-settings.tsx";
import { WritingSettings } from "./writing-settings.tsx";

export interface SettingsSection {
  readonly id: string;
  title(): string;
  readonly content: Component;
  isShown?(): boolean;
}

/** The settings page in its order. A section is a component and its line here. */
export const settingsSections: readonly SettingsSection[] = [
  { id: "account", title: () => text().settings.account, content: OwnAccount },
  { id: "appearance", title: () => text().settings.appearance, content: AppearanceSettings },
  { id: "notification", title: () => settingsText().notification.title, content: NotificationSettings },
  { id: "writing", title: () => text().settings.writing, content: WritingSettings },
  {
    id: "keyboard",
    title: () => text().settings.keyboard,
    content: KeyboardSettings,
    isShown: () => !isTouch(),
  },
];
