import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { apiKey, apiKeyScopeList } from "../model/api-key.ts";
import { time, userId } from "../model/scalars.ts";

export const createApiKey = defineMethod({
  name: "apiKey.create",
  summary:
    "Makes an API key for oneself, or, as an administrator, for a bot. The key is told here and never again.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    userId: Type.Optional(userId("The bot it is for; left out, oneself.")),
    name: Type.String({ minLength: 1, maxLength: limits.apiKeyNameCharsMax, pattern: "\\S" }),
    scopes: apiKeyScopeList,
    expiresAt: Type.Optional(time("When it ends; left out, never.")),
  }),
  result: Type.Object({
    apiKey,
    key: Type.String({ description: "For `Authorization: Bearer` and, with the scope `sync`, `hello`." }),
  }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 20, burst: 20 },
});
