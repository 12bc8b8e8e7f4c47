import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { oidcIdentity } from "../model/oidc.ts";

export const listOidc = defineMethod({
  name: "oidc.list",
  summary: "The identities that sign in as the caller.",
  callers: ["user", "admin"],
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ identities: Type.Array(oidcIdentity) }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
