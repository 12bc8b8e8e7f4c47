import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import {
  complaint,
  complaintReason,
  complaintTarget,
  complaintText,
  messageReference,
} from "../model/complaint.ts";

export const createComplaint = defineMethod({
  name: "complaint.create",
  summary: "Complains about a person, a group or a message to the administrators.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    target: complaintTarget,
    reason: complaintReason,
    text: Type.Optional(complaintText),
    images: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: limits.avatarCharsMax }), {
        maxItems: limits.complaintImagesMax,
      }),
    ),
    quotes: Type.Optional(
      Type.Array(messageReference, {
        maxItems: limits.complaintQuotesMax,
        description: "Messages the caller can see, as proof.",
      }),
    ),
  }),
  result: Type.Object({ complaint }),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 10, burst: 5 },
});
