import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { apiKeyId } from "../model/api-key.ts";

export const revokeApiKey = defineMethod({
  name: "apiKey.revoke",
  summary:
    "Ends an API key of oneself, or, for administrators, of anybody: it opens nothing any more, and its sockets close.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: apiKeyId }),
  result: Type.Object({}),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
