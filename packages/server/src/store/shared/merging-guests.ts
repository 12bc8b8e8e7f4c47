/** Statements of the merging of a guest into an account. Callers hold all users whom it concerns. */
import { sql } from "kysely";
import type { GuestConversation, GuestsWriter, TakenPlace } from "../../engine/ports/store-guests.ts";
import { conversationsWriter } from "./conversations.ts";
import { readableStatuses } from "./readable-statuses.ts";
import type { WritingStatements } from "./statements.ts";

type MergingGuests = Pick<GuestsWriter, "conversationsOf" | "relatedTo" | "takeComplaints" | "takePlace">;

export function mergingGuests(statements: WritingStatements): MergingGuests {
  const { build, run } = statements;
  async function conversationsOf(userId: number): Promise<GuestConversation[]> {
    const rows = await run(
      build
        .selectFrom("members as m")
        .innerJoin("conversations as c", "c.id", "m.conversation_id")
        .select(["c.id", "c.kind", "c.direct_low", "c.direct_high"])
        .where("m.user_id", "=", userId)
        .where("m.status", "in", readableStatuses)
        .where("c.kind", "!=", "feed")
        .orderBy("c.id"),
    );
    return rows.map(({ id, kind, direct_low, direct_high }) => ({
      conversationId: id,
      kind,
      peerId: direct_low === userId ? direct_high : direct_low,
    }));
  }
  return {
    conversationsOf,
    async relatedTo(userId) {
      const lists = await Promise.all([
        run(build.selectFrom("contacts").select("contact_id as id").where("user_id", "=", userId)),
        run(build.selectFrom("contacts").select("user_id as id").where("contact_id", "=", userId)),
        run(build.selectFrom("follows").select("followed_id as id").where("follower_id", "=", userId)),
        run(build.selectFrom("follows").select("follower_id as id").where("followed_id", "=", userId)),
      ]);
      const peers = (await conversationsOf(userId)).map(({ peerId }) => peerId ?? userId);
      const userIds = new Set([...lists.flat().map(({ id }) => id), ...peers]);
      userIds.delete(userId);
      return [...userIds].sort((left, right) => left - right);
    },
    async takeComplaints(guestId, accountId) {
      const mine = build.updateTable("complaints").set({ user_id: accountId }).where("user_id", "=", guestId);
      return (await run(mine.returning("id"))).map(({ id }) => id);
    },
    async takePlace(place) {
      await conversationsWriter(statements).hold(place.conversationId);
      await keepReadPositions(statements, place.conversationId);
      const isMember = await isThere(statements, place);
      await (isMember ? leave(statements, place) : become(statements, place));
      const { pairedWith, accountId } = place;
      const pair =
        pairedWith === null
          ? [null, null]
          : [Math.min(accountId, pairedWith), Math.max(accountId, pairedWith)];
      await run(
        build
          .updateTable("conversations")
          .set({
            direct_low: pair[0] ?? null,
            direct_high: pair[1] ?? null,
            low_sent_seq: 0,
            high_sent_seq: 0,
          })
          .where("id", "=", place.conversationId)
          .where("kind", "=", "direct"),
      );
      if (place.isClosed) await lock(statements, place.conversationId);
    },
  };
}

/** What is noted of the two of a direct conversation in its own row goes to theirs: the two change. */
async function keepReadPositions({ build, run }: WritingStatements, conversationId: number): Promise<void> {
  const [row] = await run(
    build
      .selectFrom("conversations")
      .select(["direct_low", "direct_high", "low_sent_seq", "high_sent_seq"])
      .where("id", "=", conversationId),
  );
  for (const [userId, seq] of [
    [row?.direct_low, row?.low_sent_seq],
    [row?.direct_high, row?.high_sent_seq],
  ]) {
    if (userId == null || seq == null) continue;
    await run(
      build
        .updateTable("members")
        .set({ read_seq: seq })
        .where("conversation_id", "=", conversationId)
        .where("user_id", "=", userId)
        .where("read_seq", "<", seq),
    );
  }
}

/** Whether the account is a member; one that was, or waits to be, comes in as the guest. */
async function isThere({ build, run }: WritingStatements, place: TakenPlace): Promise<boolean> {
  await run(
    build
      .deleteFrom("members")
      .where("conversation_id", "=", place.conversationId)
      .where("user_id", "=", place.accountId)
      .where("status", "not in", readableStatuses),
  );
  const rows = await run(
    build
      .selectFrom("members")
      .select("user_id")
      .where("conversation_id", "=", place.conversationId)
      .where("user_id", "=", place.accountId),
  );
  return rows.length > 0;
}

async function leave({ build, run, changeMark }: WritingStatements, place: TakenPlace): Promise<void> {
  const members = build.updateTable("members").where("conversation_id", "=", place.conversationId);
  await run(members.set({ status: "left", changed: changeMark }).where("user_id", "=", place.guestId));
  await run(
    build
      .updateTable("conversations")
      .set({ member_count: sql`member_count - 1` })
      .where("id", "=", place.conversationId),
  );
}

async function become({ build, run, changeMark }: WritingStatements, place: TakenPlace): Promise<void> {
  const members = build.updateTable("members").set({ user_id: place.accountId, changed: changeMark });
  const pictures = build.updateTable("picture_uses").set({ user_id: place.accountId });
  await run(members.where("conversation_id", "=", place.conversationId).where("user_id", "=", place.guestId));
  await run(
    pictures.where("conversation_id", "=", place.conversationId).where("user_id", "=", place.guestId),
  );
}

async function lock({ build, run, changeMark }: WritingStatements, conversationId: number): Promise<void> {
  await run(
    build
      .updateTable("members")
      .set({ status: "locked", is_ruled: 0, is_hiding: 0, changed: changeMark })
      .where("conversation_id", "=", conversationId)
      .where("status", "in", readableStatuses),
  );
}
