import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { id, time } from "./scalars.ts";
import { user } from "./user.ts";

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

/** A user as administrators see it. */
export const adminUser = Type.Object({
  ...user.properties,
  isEnabled: Type.Boolean({ description: "Whether the user may sign in." }),
  hasPassword: Type.Boolean(),
  email: nullable(Type.String()),
  phone: nullable(Type.String()),
  createdAt: time("When the account was made."),
  deletedAt: nullable(time("When the account was deleted.")),
});
export type AdminUser = Static<typeof adminUser>;

/** One act of an administrator, or by a key of the operator's. It is never changed and never removed. */
export const auditEntry = Type.Object({
  id: id("Number of the entry, growing with time."),
  actorId: Type.Integer({ minimum: 0, description: "Who acted; 0 by a key that is nobody's own." }),
  action: Type.String({ description: "Name of the operation." }),
  targetKind: Type.String({ description: "What kind of thing was acted on, as `user`." }),
  targetId: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown(), { description: "What was changed. Never a secret." }),
  address: Type.String({ description: "Where the administrator was; empty when unknown." }),
  at: time("When."),
});
export type AuditEntry = Static<typeof auditEntry>;

/** A mail that went into the outbox folder, where no mail server is set. */
export const outboxMail = Type.Object({
  name: Type.String({ description: "Of its file, growing with time." }),
  to: Type.String(),
  subject: Type.String(),
  at: time("When it was written."),
  text: Type.String(),
});
export type OutboxMail = Static<typeof outboxMail>;

/** Roles an administrator may give: who is a guest becomes a user by upgrading alone. */
export const assignableRole = Type.Union([Type.Literal("user"), Type.Literal("bot"), Type.Literal("admin")]);

export const adminQuery = Type.String({
  minLength: 1,
  maxLength: limits.searchQueryCharsMax,
  pattern: "\\S",
});
