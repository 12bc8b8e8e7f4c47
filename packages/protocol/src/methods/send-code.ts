import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { codePurpose, email, mailLanguage } from "../model/credentials.ts";

export const sendCode = defineMethod({
  name: "account.sendCode",
  summary:
    "Mails a code that proves that an address is the caller's. The answer is the same whether the address has an account or not.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    email,
    purpose: codePurpose,
    language: Type.Optional(mailLanguage),
  }),
  result: Type.Object({
    ttlMs: Type.Integer({ minimum: 1, description: "How long the code holds." }),
  }),
  errors: ["unauthenticated", "forbidden", "conflict", "not_found"],
  rate: { perMinute: 10, burst: 10 },
});
