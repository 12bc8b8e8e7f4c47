import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { settings, settingsSection } from "../model/settings.ts";

export const getSettings = defineMethod({
  name: "settings.get",
  summary: "The caller's settings, those not set at their defaults.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    sections: Type.Optional(
      Type.Array(settingsSection, { minItems: 1, maxItems: 5, description: "Default all." }),
    ),
  }),
  result: Type.Object({ settings }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
