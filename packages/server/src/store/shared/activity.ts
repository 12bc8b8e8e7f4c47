import type { ActivityWriter } from "../../engine/ports/store-activity.ts";
import type { WritingStatements } from "./statements.ts";

const notedEveryMs = 3_600_000;

export function activityWriter({ build, run, holdingRows }: WritingStatements): ActivityWriter {
  return {
    async note(userIds, now) {
      if (userIds.length === 0) return;
      // Held in the order of ids, as everywhere: two transactions never wait for each other.
      const stale = build
        .selectFrom("users")
        .select("id")
        .where("id", "in", [...userIds])
        .where("last_active_at", "<", now - notedEveryMs)
        .orderBy("id")
        .modifyEnd(holdingRows);
      await run(build.updateTable("users").set({ last_active_at: now }).where("id", "in", stale));
    },
  };
}
