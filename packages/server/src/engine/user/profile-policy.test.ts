import { expect, test } from "bun:test";
import type { PrivacySettings, Profile } from "@parley/protocol";
import { visibleProfile } from "./profile-policy.ts";

const profile: Profile = {
  ...{ id: 7, uuid: "u", username: "bob", nickname: "Bob", avatar: "/b.png", role: "user" },
  ...{ gender: "male", birthday: "1990-01-01", bio: "me", location: "here", website: "https://b.test" },
  ...{ email: "b@b.test", phone: "+1234567", lastActiveAt: 5, followerCount: 3, followingCount: 4 },
};
const all = { email: "everyone", phone: "everyone", lastSeen: "everyone" } as const;
const privacy = (given: Partial<PrivacySettings>): PrivacySettings => ({
  ...{ ...all, findByEmail: false, findByPhone: false },
  ...given,
});
const stranger = { isSelf: false, isContact: false, isBlocked: false };

test.each([
  ["everyone", false, true],
  ["everyone", true, true],
  ["contacts", false, false],
  ["contacts", true, true],
  ["nobody", false, false],
  ["nobody", true, false],
] as const)("[PROF-11] what is for %s is seen by a contact (%p): %p", (rule, isContact, isSeen) => {
  for (const [setting, field] of [
    ["email", "email"],
    ["phone", "phone"],
    ["lastSeen", "lastActiveAt"],
  ] as const) {
    const question = { ...stranger, isContact, privacy: privacy({ [setting]: rule }) };
    const expected = { ...profile, [field]: isSeen ? profile[field] : null };
    expect(visibleProfile(profile, question)).toEqual(expected);
  }
});

test("[PROF-11] [PROF-12] oneself sees all, and whoever is blocked what everybody has", () => {
  const closed = privacy({ email: "nobody", phone: "nobody", lastSeen: "nobody" });
  const self = { ...stranger, isSelf: true, privacy: closed };
  expect(visibleProfile(profile, self)).toEqual(profile);
  const blocked = { ...stranger, isContact: true, isBlocked: true, privacy: privacy({}) };
  expect(visibleProfile(profile, blocked)).toEqual({
    ...profile,
    ...{ gender: "unknown", birthday: null, bio: null, location: null, website: null },
    ...{ email: null, phone: null, lastActiveAt: null },
  });
});
