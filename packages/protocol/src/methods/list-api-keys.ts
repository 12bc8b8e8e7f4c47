import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { apiKey } from "../model/api-key.ts";
import { userId } from "../model/scalars.ts";

export const listApiKeys = defineMethod({
  name: "apiKey.list",
  summary: "The API keys of oneself, or, for administrators, of anybody, the newest first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({ userId: Type.Optional(userId("Whose; left out, one's own.")) }),
  result: Type.Object({ apiKeys: Type.Array(apiKey) }),
  errors: ["forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
