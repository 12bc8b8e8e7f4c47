import { type Static, Type } from "typebox";

/** Why a session ended; its devices are told. */
export const sessionEndReason = Type.Union([
  Type.Literal("signed_out"),
  Type.Literal("signed_out_elsewhere"),
  Type.Literal("replaced"),
  Type.Literal("token_reused"),
  Type.Literal("password_changed"),
  Type.Literal("account_changed"),
  Type.Literal("account_disabled"),
  Type.Literal("account_deleted"),
  Type.Literal("key_revoked"),
]);
export type SessionEndReason = Static<typeof sessionEndReason>;
