import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { oidcRequest, redirectUri } from "../model/oidc.ts";

export const beginOidc = defineMethod({
  name: "oidc.begin",
  summary: "Begins to sign in by the OpenID provider: where to send the browser.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({ redirectUri }),
  result: oidcRequest,
  errors: ["forbidden"],
  rate: { perMinute: 30, burst: 20 },
});
