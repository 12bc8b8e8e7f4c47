/** Ways into a group: invitations, and requests where an admin decides. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { conversationId, count, time, userId, uuid } from "./scalars.ts";
import { userLink } from "./user-link.ts";

/** An invitation without its code, which is given out once. */
export const invite = Type.Object({
  id: uuid("Which invitation."),
  conversationId: conversationId(),
  createdBy: userId("Who made it: it holds while they may invite."),
  createdAt: time("When."),
  expiresAt: time("Nobody comes in by it from then on."),
  usesLeft: count("How many more may come in by it."),
  revokedAt: Type.Union([time("When it was taken back."), Type.Null()]),
});
export type Invite = Static<typeof invite>;

/** The way to it, for a page, a message or a picture. */
export const inviteLink = Type.Object({
  ...userLink.properties,
  code: Type.String({ maxLength: limits.inviteCodeCharsMax }),
  path: Type.String({ description: "`/g/` and the code: the link, below the address of the server." }),
});

/** Somebody who asks to be let into a group. */
export const joinRequest = Type.Object({
  userId: userId(),
  message: Type.Union([Type.String(), Type.Null()]),
  createdAt: time("When."),
});
export type JoinRequest = Static<typeof joinRequest>;
