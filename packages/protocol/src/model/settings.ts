import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { languageTag } from "./language.ts";

/** What people who are no contacts may write: nothing, one message until there is an answer, or anything. */
export const messageAllowance = Type.Union([
  Type.Literal("none"),
  Type.Literal("one"),
  Type.Literal("unlimited"),
]);

const messageRule = Type.Object({
  messages: messageAllowance,
  needsFollow: Type.Boolean({ description: "Whether only followers may write." }),
});

/** The section `contact`: who may reach a user, and how one becomes a contact. */
export const contactSettings = Type.Object({
  guests: messageRule,
  strangers: messageRule,
  addBy: Type.Union([
    Type.Literal("anyone"),
    Type.Literal("approval"),
    Type.Literal("question"),
    Type.Literal("nobody"),
  ]),
  question: Type.Optional(Type.String({ minLength: 1, maxLength: limits.contactQuestionCharsMax })),
  answer: Type.Optional(Type.String({ minLength: 1, maxLength: limits.contactAnswerCharsMax })),
});
export type ContactSettings = Static<typeof contactSettings>;

/** The section `language`: the one of the account. */
export const languageSettings = Type.Object({
  language: Type.Union([languageTag, Type.Null()], { description: "Null: as the device has it." }),
});
export type LanguageSettings = Static<typeof languageSettings>;

const timeOfDay = Type.Union([Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" }), Type.Null()], {
  description: "Such as `22:30`, by the clock of the device.",
});

/** The section `notification`: what devices show and sound, and when they are quiet. */
export const notificationSettings = Type.Object({
  isEnabled: Type.Boolean(),
  showsText: Type.Boolean({ description: "Whether a notification shows what was written." }),
  hasSound: Type.Boolean(),
  quietFrom: timeOfDay,
  quietUntil: timeOfDay,
});
export type NotificationSettings = Static<typeof notificationSettings>;

const seenBy = Type.Union([Type.Literal("everyone"), Type.Literal("contacts"), Type.Literal("nobody")]);

/** The section `privacy`: who sees what of a profile, and who finds the user by it. */
export const privacySettings = Type.Object({
  email: seenBy,
  phone: seenBy,
  lastSeen: seenBy,
  readReceipts: Type.Optional(
    Type.Boolean({
      description:
        "Whether others are told how far the user has read, and the user how far they have; as a rule.",
    }),
  ),
  findByEmail: Type.Boolean({ description: "Whether whoever knows the whole address finds the user." }),
  findByPhone: Type.Boolean({ description: "Whether whoever knows the whole number finds the user." }),
});
export type PrivacySettings = Static<typeof privacySettings>;

/** The section `client`: any JSON object, for clients to keep what they like, up to `clientSettingsBytesMax`. */
export const clientSettings = Type.Object({}, { description: "Any JSON object." });
export type ClientSettings = Readonly<Record<string, unknown>>;

/** Every section with what it holds. */
export const settingsSections = {
  language: languageSettings,
  notification: notificationSettings,
  privacy: privacySettings,
  contact: contactSettings,
  client: clientSettings,
} as const;

export const settingsSection = Type.Union([
  Type.Literal("language"),
  Type.Literal("notification"),
  Type.Literal("privacy"),
  Type.Literal("contact"),
  Type.Literal("client"),
]);
export type SettingsSection = Static<typeof settingsSection>;

/** What a section holds, whichever it is. */
export const settingsValue = Type.Union(
  [languageSettings, notificationSettings, privacySettings, contactSettings, clientSettings],
  { description: "Of the section's shape, whole." },
);

export const settings = Type.Object({
  language: Type.Optional(languageSettings),
  notification: Type.Optional(notificationSettings),
  privacy: Type.Optional(privacySettings),
  contact: Type.Optional(contactSettings),
  client: Type.Optional(clientSettings),
});
export type Settings = Static<typeof settings>;
