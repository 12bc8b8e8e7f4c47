import { ParleyError } from "@parley/protocol";
import { publicUser } from "../account/open-session.ts";
import { contactSettingsOf } from "../contact/contact-settings.ts";
import type { ReadOperation } from "../operation.ts";
import { privacySettings } from "../settings/privacy-settings.ts";
import { visibleProfile } from "./profile-policy.ts";

export const previewUser: ReadOperation<"user.preview"> = {
  kind: "read",
  async run({ reader, ports }, actor, { uuid }) {
    const found = await reader.profiles.find({ uuid });
    if (found === null) throw new ParleyError("not_found");
    const isSelf = actor.kind === "user" && actor.userId === found.id;
    const blockers =
      actor.kind === "user" && !isSelf ? await reader.contacts.blockersOf(actor.userId, [found.id]) : [];
    const privacy = privacySettings(found.privacy);
    const question = { isSelf, isContact: false, isBlocked: blockers.length > 0, privacy };
    const { bio, birthday, gender, location, website } = visibleProfile(found, question);
    const { answer: _own, ...reach } = await contactSettingsOf(reader, ports.options, found.id);
    return { user: publicUser(found), about: { gender, birthday, bio, location, website }, reach };
  },
};
