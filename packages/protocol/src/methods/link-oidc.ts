import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { oidcAnswer, oidcIdentity } from "../model/oidc.ts";

export const linkOidc = defineMethod({
  name: "oidc.link",
  summary: "Lets who has signed in at the OpenID provider sign in as the caller from now on.",
  callers: ["user", "admin"],
  kind: "write",
  params: Type.Object(oidcAnswer),
  result: Type.Object({ identity: oidcIdentity }),
  errors: ["code_invalid", "forbidden", "conflict", "not_found"],
  rate: { perMinute: 20, burst: 10 },
});
