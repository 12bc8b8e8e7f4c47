/** Settings of each user, a JSON text for each section. */
export interface UserSettingsReader {
  get(userId: number, section: UserSettingsSection): Promise<string | null>;
  /** The section of each of the users who has set it. */
  list(
    userIds: readonly number[],
    section: UserSettingsSection,
  ): Promise<{ userId: number; value: string }[]>;
}

export type UserSettingsSection = "language" | "notification" | "privacy" | "contact" | "client";

export interface UserSettingsWriter extends UserSettingsReader {
  set(userId: number, section: UserSettingsSection, value: string): Promise<void>;
}
