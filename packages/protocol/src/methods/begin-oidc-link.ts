import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { oidcRequest, redirectUri } from "../model/oidc.ts";
import { secondFactor } from "../model/second-factor.ts";

export const beginOidcLink = defineMethod({
  name: "oidc.beginLink",
  summary:
    "Begins to let an identity at the OpenID provider sign in as the caller: where to send the browser.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object({
    redirectUri,
    password: Type.String({ minLength: 1, maxLength: limits.passwordCharsMax }),
    secondFactor: Type.Optional(secondFactor),
  }),
  result: oidcRequest,
  errors: ["credentials_invalid", "second_factor_needed", "code_invalid", "forbidden"],
  rate: { perMinute: 20, burst: 10 },
});
