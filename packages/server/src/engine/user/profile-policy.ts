/** Who sees what of a profile. Pure, table-tested (PROF-10, PROF-12). */
import type { PrivacySettings, Profile } from "@parley/protocol";

export interface ProfileQuestion {
  readonly isSelf: boolean;
  /** Both are contacts. */
  readonly isContact: boolean;
  /** The person blocks who looks. */
  readonly isBlocked: boolean;
  readonly privacy: PrivacySettings;
}

/** The profile without what is not to be seen; what is missing looks as if it had never been filled in. */
export function visibleProfile(profile: Profile, question: ProfileQuestion): Profile {
  const { isSelf, isContact, isBlocked, privacy } = question;
  if (isSelf) return profile;
  if (isBlocked) return { ...profile, ...nothing };
  const sees = (rule: PrivacySettings["email"]) => rule === "everyone" || (rule === "contacts" && isContact);
  return {
    ...profile,
    email: sees(privacy.email) ? profile.email : null,
    phone: sees(privacy.phone) ? profile.phone : null,
    lastActiveAt: sees(privacy.lastSeen) ? profile.lastActiveAt : null,
  };
}

const nothing = {
  ...{ gender: "unknown", birthday: null, bio: null, location: null, website: null },
  ...{ email: null, phone: null, lastActiveAt: null },
} as const satisfies Partial<Profile>;
