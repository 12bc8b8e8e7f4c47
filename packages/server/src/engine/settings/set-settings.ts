import { type LanguageSettings, ParleyError, type PrivacySettings, type ResultOf } from "@parley/protocol";
import { changeAccount } from "../account/change-account.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import { writeOperation } from "../operation.ts";
import { checkSection } from "./check-section.ts";
import { settingsChanged } from "./settings-changed.ts";

type Value = ResultOf<"settings.set">["value"];

export const setSettings = writeOperation<"settings.set", object>({
  prepare: async (_context, _actor, { section, value }) => checkSection(section, value),
  async run({ tx, ports }, { userId }, { section }, value) {
    const user = await tx.users.lock(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("unauthenticated");
    const result = { section, value: value as Value };
    if (section === "language") {
      await changeAccount(tx, ports, userId, { language: (value as LanguageSettings).language });
      return result;
    }
    const before = await tx.userSettings.get(userId, section);
    if (before !== null && Bun.deepEquals(JSON.parse(before), value, true)) return result;
    await tx.userSettings.set(userId, section, JSON.stringify(value));
    if (section === "privacy") {
      await tx.receipts.setHiding(userId, (value as PrivacySettings).readReceipts === false);
    }
    await appendFeedEvents(tx, ports.clock.now(), [settingsChanged(userId, section, value)]);
    return result;
  },
});
