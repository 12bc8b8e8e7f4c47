import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { invite } from "../model/invite.ts";
import { conversationId } from "../model/scalars.ts";

export const listInvites = defineMethod({
  name: "invite.list",
  summary: "Invitations into a group that hold: all for its owner and admins, else the caller's own.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({ conversationId: conversationId() }),
  result: Type.Object({ invites: Type.Array(invite) }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
