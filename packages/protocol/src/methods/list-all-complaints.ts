import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { adminComplaint, complaintId, complaintQuote, complaintStatus } from "../model/complaint.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listAllComplaints = defineMethod({
  name: "admin.listComplaints",
  summary: "Everybody's complaints, the newest first, with the messages they quote.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({
    status: Type.Optional(complaintStatus),
    beforeId: Type.Optional(complaintId("Only complaints before this one.")),
    limit: Type.Optional(limit(limits.complaintPageMax, 50)),
  }),
  result: Type.Object({
    complaints: Type.Array(Type.Object({ complaint: adminComplaint, quoted: Type.Array(complaintQuote) })),
    users: Type.Array(user, { description: "Who complains, and about whom." }),
    hasMore: Type.Boolean(),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
