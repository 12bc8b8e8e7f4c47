import { sql } from "kysely";
import type { WritingStatements } from "./statements.ts";

/**
 * Of files that something showed until now, those that nothing shows any more, neither a message nor as a picture,
 * count as unused from now on.
 */
export async function noteUnused(
  { build, run }: WritingStatements,
  ended: readonly { readonly id: string }[],
  now: number,
): Promise<void> {
  // In one order, because each is held: two at once must not wait for each other.
  for (const id of new Set(ended.map((media) => media.id).toSorted())) {
    const media = build.updateTable("media").where("id", "=", id);
    // First, because it holds the row: whoever shows it, or ends showing it, at the same time has ended when it is asked.
    await run(media.set({ unused_since: null }));
    await run(
      media
        .set({ unused_since: now })
        .where(sql<boolean>`not exists (select 1 from media_uses where media_id = ${id})`)
        .where(sql<boolean>`not exists (select 1 from picture_uses where media_id = ${id})`),
    );
  }
}
