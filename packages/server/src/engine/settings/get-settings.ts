import { type SettingsSection, settingsSections } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { readSection } from "./read-settings.ts";

const allSections = Object.keys(settingsSections) as SettingsSection[];

export const getSettings: ReadOperation<"settings.get"> = {
  kind: "read",
  async run({ reader, ports }, { userId }, { sections = allSections }) {
    const read = async (section: SettingsSection) =>
      [section, await readSection(reader, ports.options, userId, section)] as const;
    return { settings: Object.fromEntries(await Promise.all(sections.map(read))) };
  },
};
