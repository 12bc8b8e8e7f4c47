import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { contactRequest, requestId } from "../model/contact.ts";
import { count, limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listContactRequests = defineMethod({
  name: "contact.requests.list",
  summary: "Requests to the caller, or from the caller, the newest first, with the people in them.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    direction: Type.Optional(
      Type.Union([Type.Literal("incoming"), Type.Literal("outgoing")], { description: "Default incoming." }),
    ),
    before: Type.Optional(requestId("The last one of the page before.")),
    limit: Type.Optional(limit(limits.contactRequestPageMax, limits.contactRequestPageDefault)),
  }),
  result: Type.Object({
    requests: Type.Array(contactRequest),
    users: Type.Array(user),
    pendingCount: count("Requests that wait for the caller's answer."),
    hasMore: Type.Boolean(),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
