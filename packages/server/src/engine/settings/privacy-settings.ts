import type { PrivacySettings } from "@parley/protocol";

/** Of whoever has set nothing. */
export const standardPrivacy: PrivacySettings = {
  ...{ email: "nobody", phone: "nobody", lastSeen: "contacts" },
  ...{ findByEmail: false, findByPhone: false },
};

/** The section as it is kept, or null where nothing was set. */
export function privacySettings(text: string | null): PrivacySettings {
  return text === null ? standardPrivacy : { ...standardPrivacy, ...JSON.parse(text) };
}
