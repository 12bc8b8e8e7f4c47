import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { settingsSection, settingsValue } from "../model/settings.ts";

export const setSettings = defineMethod({
  name: "settings.set",
  summary: "Replaces one section of the caller's settings.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ section: settingsSection, value: settingsValue }),
  result: Type.Object({ section: settingsSection, value: settingsValue }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
