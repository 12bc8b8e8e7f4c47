import type { ReadOperation } from "../operation.ts";
import { publicComplaint } from "./public-complaint.ts";

const standardLimit = 50;

export const listComplaints: ReadOperation<"complaint.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? standardLimit;
    const complaints = await reader.complaints.page({
      userId: actor.userId,
      status: null,
      beforeId: args.beforeId ?? null,
      limit: limit + 1,
    });
    return {
      complaints: complaints.slice(0, limit).map(publicComplaint),
      hasMore: complaints.length > limit,
    };
  },
};
