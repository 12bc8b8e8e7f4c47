import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { complaint, complaintId } from "../model/complaint.ts";
import { limit } from "../model/scalars.ts";

export const listComplaints = defineMethod({
  name: "complaint.list",
  summary: "One's own complaints, the newest first.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    beforeId: Type.Optional(complaintId("Only complaints before this one.")),
    limit: Type.Optional(limit(limits.complaintPageMax, 50)),
  }),
  result: Type.Object({ complaints: Type.Array(complaint), hasMore: Type.Boolean() }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
