import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { invite, inviteLink } from "../model/invite.ts";
import { conversationId, time } from "../model/scalars.ts";

export const createInvite = defineMethod({
  name: "invite.create",
  summary: "Makes an invitation into a group: a link that holds for a time and a number of people.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    uses: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: limits.inviteUsesMax,
        default: 1,
        description: "How many may come in.",
      }),
    ),
    expiresAt: Type.Optional(time("Until when; a week from now where not given, a year at most.")),
  }),
  result: Type.Object({ invite, ...inviteLink.properties }),
  errors: ["not_found", "forbidden", "limit_reached"],
  rate: { perMinute: 30, burst: 15 },
});
