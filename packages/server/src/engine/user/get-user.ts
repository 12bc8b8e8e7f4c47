import { type ParamsOf, ParleyError } from "@parley/protocol";
import { accessPerson } from "../contact/access-person.ts";
import type { ReadOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { ProfileKey } from "../ports/store-profiles.ts";
import { privacySettings } from "../settings/privacy-settings.ts";
import { visibleProfile } from "./profile-policy.ts";

export const getUser: ReadOperation<"user.get"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const found = await reader.profiles.find(keyOf(args));
    if (found === null) throw new ParleyError("not_found");
    const { privacy, ...profile } = found;
    const isSelf = profile.id === actor.userId;
    if (!isSelf) await accessPerson(reader, actor, profile.id);
    const [contact, blockers] = await Promise.all([
      reader.contacts.find(actor.userId, profile.id),
      reader.contacts.blockersOf(actor.userId, [profile.id]),
    ]);
    if (contact === null) throw new ParleyError("not_found");
    const question = {
      isSelf,
      isContact: contact.isContact,
      isBlocked: blockers.length > 0,
      privacy: privacySettings(privacy),
    };
    return { profile: visibleProfile(profile, question), contact };
  },
};

/** @throws invalid_arguments unless exactly one is given */
function keyOf({ id, uuid, username }: ParamsOf<"user.get">): ProfileKey {
  const keys: ProfileKey[] = [
    ...(id === undefined ? [] : [{ id }]),
    ...(uuid === undefined ? [] : [{ uuid }]),
    ...(username === undefined ? [] : [{ usernameKey: nameKey(username) }]),
  ];
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    const message = "Exactly one of id, uuid and username is needed.";
    throw new ParleyError("invalid_arguments", { message, details: { path: "/" } });
  }
  return key;
}
