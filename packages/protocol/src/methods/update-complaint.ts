import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { complaint, complaintId, complaintReason, complaintText } from "../model/complaint.ts";

export const updateComplaint = defineMethod({
  name: "complaint.update",
  summary: "Changes what is given of a complaint that nobody has looked at yet.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    complaintId: complaintId(),
    reason: Type.Optional(complaintReason),
    text: Type.Optional(Type.Union([complaintText, Type.Null()])),
    images: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: limits.avatarCharsMax }), {
        maxItems: limits.complaintImagesMax,
      }),
    ),
  }),
  result: Type.Object({ complaint }),
  errors: ["not_found", "conflict"],
  rate: { perMinute: 30, burst: 10 },
});
