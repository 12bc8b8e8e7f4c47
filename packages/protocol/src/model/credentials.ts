import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { count, time, userId, uuid } from "./scalars.ts";

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

/** An address as mail servers everywhere take it: no comments, no quotes, no address literals (SEC-30). */
export const email = Type.String({
  minLength: limits.emailCharsMin,
  maxLength: limits.emailCharsMax,
  pattern: `^(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@(?:${label}\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$`,
  description: "E-mail address. Compared without regard to case.",
});

export const codePurpose = Type.Union(
  [Type.Literal("register"), Type.Literal("reset"), Type.Literal("bind")],
  {
    description:
      "What the code is for: a new account, a new password, or an address for the caller's account. It holds for nothing else.",
  },
);
export type CodePurpose = Static<typeof codePurpose>;

export const emailCode = Type.String({
  pattern: "^[0-9]{6}$",
  description: "The 6 digits of `account.sendCode`.",
});

export const mailLanguage = Type.Union([Type.Literal("en"), Type.Literal("zh-CN")]);

export const inviteCode = Type.String({
  minLength: 1,
  maxLength: limits.inviteCodeCharsMax,
  description: "The code of a registration invitation.",
});

/** An invitation to register, as administrators see it: never with its code. */
export const registrationInvite = Type.Object({
  id: uuid("The invitation."),
  note: Type.Union([Type.String(), Type.Null()], { description: "Whom or what it is for." }),
  createdBy: userId("Who made it."),
  createdAt: time("When it was made."),
  expiresAt: Type.Union([time("When it ends."), Type.Null()]),
  usesLeft: count("Accounts it may still make."),
  revokedAt: Type.Union([time("When it was revoked."), Type.Null()]),
});
export type RegistrationInvite = Static<typeof registrationInvite>;
