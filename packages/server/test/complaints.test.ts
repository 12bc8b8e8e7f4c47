import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const idOf = (caller: Caller) => caller.user.user.id;

describe("complaints", () => {
  let server: TestServer;
  let boss: Caller;
  beforeAll(async () => {
    server = await startTestServer();
    boss = await adminCaller(server);
  });
  afterAll(() => server.stop());

  const complain = async (caller: Caller, target: object, more: object = {}) =>
    (await caller.socket.call("complaint.create", { target, reason: "spam", ...more })).complaint;
  const refusal = async (caller: Caller, operation: string, args: object) =>
    (await refusedByBoth(server, caller, operation, args)).code;

  /** Ann and Bob in a group with a message of Bob's. */
  async function newGroup() {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { conversation } = await ann.socket.call("group.create", { memberIds: [idOf(bob)] });
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: "buy my pills" };
    await bob.socket.call("message.send", { conversationId: conversation.id, id, content });
    return { ann, bob, conversationId: conversation.id as number, id };
  }

  test("[COMP-1] [COMP-3] one complains about a person, a group and a message, and lists one's own alone", async () => {
    const { ann, bob, conversationId, id } = await newGroup();
    const targets = [
      { kind: "user", userId: idOf(bob) },
      { kind: "group", conversationId },
      { kind: "message", conversationId, id },
    ];
    const made = [];
    for (const target of targets) {
      made.push(await complain(ann, { ...target, more: "unknown" }, { images: ["/files/a.webp"] }));
    }
    expect(made.map(({ target }) => target)).toEqual(targets);
    expect(made[0]).toMatchObject({ reason: "spam", text: null, status: "open", answer: null, quotes: [] });
    const { complaints, hasMore } = await readByBoth(server, ann, "complaint.list", { limit: 2 });
    expect([complaints, hasMore]).toEqual([[made[2], made[1]], true]);
    const rest = await readByBoth(server, ann, "complaint.list", { beforeId: made[1].id });
    expect(rest).toEqual({ complaints: [made[0]], hasMore: false });
    expect(await readByBoth(server, bob, "complaint.list", {})).toEqual({ complaints: [], hasMore: false });
    expect(JSON.stringify(complaints)).not.toContain("assignee");
  });

  test("[COMP-1] what one cannot see is not found, and nothing is kept", async () => {
    const { ann, bob, conversationId, id } = await newGroup();
    const eve = await newCaller(server, "eve");
    const unseen: [Caller, object][] = [
      [eve, { target: { kind: "user", userId: idOf(eve) } }],
      [eve, { target: { kind: "user", userId: 999_999_999 } }],
      [eve, { target: { kind: "group", conversationId } }],
      [eve, { target: { kind: "group", conversationId: 999_999_999 } }],
      [eve, { target: { kind: "message", conversationId, id } }],
      [eve, { target: { kind: "user", userId: idOf(bob) }, quotes: [{ conversationId, id }] }],
      [ann, { target: { kind: "message", conversationId, id: Bun.randomUUIDv7() } }],
    ];
    for (const [caller, args] of unseen) {
      expect([args, await refusal(caller, "complaint.create", { ...args, reason: "spam" })]).toEqual([
        args,
        "not_found",
      ]);
    }
    for (const caller of [ann, eve]) {
      expect((await caller.socket.call("complaint.list")).complaints).toEqual([]);
    }
  });

  test("[COMP-2] [INV-12] quoted messages are shown to administrators as they are now", async () => {
    const { ann, bob, conversationId, id } = await newGroup();
    const quote = { conversationId, id };
    const { id: complaintId } = await complain(
      ann,
      { kind: "message", ...quote },
      { quotes: [quote, quote] },
    );
    const find = async () => {
      const { complaints, users } = await readByBoth(server, boss, "admin.listComplaints", { limit: 1 });
      expect(users.map((user: { id: number }) => user.id)).toContain(idOf(ann));
      return complaints[0];
    };
    const before = await find();
    expect(before.complaint).toMatchObject({ id: complaintId, userId: idOf(ann), quotes: [quote] });
    expect(before.quoted).toEqual([
      {
        conversationId,
        message: expect.objectContaining({ content: { type: "text", text: "buy my pills" } }),
      },
    ]);
    await bob.socket.call("message.recall", quote);
    expect((await find()).quoted[0].message.content).toBeNull();
    expect(await refusal(ann, "admin.listComplaints", {})).toBe("forbidden");
  });

  test("[COMP-8] a reported message is complained about like any other, and one that nobody sees is not", async () => {
    const { ann, bob, conversationId, id } = await newGroup();
    const report = { conversationId, id, reason: " spam ", text: "pills" };
    const { complaint } = await ann.socket.call("message.report", report);
    expect(complaint).toMatchObject({
      ...{ target: { kind: "message", conversationId, id }, reason: "spam", text: "pills", status: "open" },
    });
    expect((await readByBoth(server, ann, "complaint.list", {})).complaints).toEqual([complaint]);
    expect((await readByBoth(server, bob, "complaint.list", {})).complaints).toEqual([]);
    const stranger = await newCaller(server, "stranger");
    expect(await refusal(stranger, "message.report", report)).toBe("not_found");
    expect(await refusal(ann, "message.report", { ...report, id: Bun.randomUUIDv7() })).toBe("not_found");
    expect((await readByBoth(server, stranger, "complaint.list", {})).complaints).toEqual([]);
  });

  test("[COMP-4] only so many wait for an answer, also when they are made at once", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const target = { kind: "user", userId: idOf(bob) };
    const answers = await Promise.all(
      Array.from({ length: limits.openComplaintsMax + 5 }, () =>
        ann.socket.exchange("complaint.create", { target, reason: "spam" }),
      ),
    );
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(limits.openComplaintsMax);
    expect(await refusal(ann, "complaint.create", { target, reason: "spam" })).toBe("limit_reached");
    const { complaints } = await ann.socket.call("complaint.list", { limit: 1 });
    await ann.socket.call("complaint.withdraw", { complaintId: complaints[0].id });
    await complain(ann, target);
  });

  test("[COMP-5] a complaint is taken back by who made it until it is answered", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { id: complaintId } = await complain(ann, { kind: "user", userId: idOf(bob) });
    expect(await refusal(bob, "complaint.withdraw", { complaintId })).toBe("not_found");
    const withdrawn = await ann.socket.call("complaint.withdraw", { complaintId });
    expect(withdrawn.complaint.status).toBe("withdrawn");
    expect(await ann.socket.call("complaint.withdraw", { complaintId })).toEqual(withdrawn);
    expect(await refusal(boss, "admin.answerComplaint", { complaintId, answer: "no" })).toBe("conflict");
    const { id: other } = await complain(ann, { kind: "user", userId: idOf(bob) });
    await boss.socket.call("admin.answerComplaint", { complaintId: other, answer: "We looked." });
    expect(await refusal(ann, "complaint.withdraw", { complaintId: other })).toBe("conflict");
  });

  test("[COMP-9] [COMP-7] a complaint is changed by who made it while nobody takes care of it", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const target = { kind: "user", userId: idOf(bob) };
    const made = await complain(ann, target, { text: "rude", images: ["/files/a.webp"] });
    const { id: complaintId } = made;
    const update = (changes: object) => ann.socket.call("complaint.update", { complaintId, ...changes });
    expect(await refusal(bob, "complaint.update", { complaintId, reason: "no" })).toBe("not_found");
    expect(await refusal(ann, "complaint.update", { complaintId: 999_999_999, reason: "no" })).toBe(
      "not_found",
    );
    expect(await refusal(ann, "complaint.update", { complaintId, reason: " " })).toBe("invalid_arguments");
    const { complaint } = await update({ reason: " worse ", images: [] });
    expect(complaint).toEqual({ ...made, reason: "worse", images: [], changedAt: complaint.changedAt });
    const event = await ann.socket.push(
      (push) => push.ev === "complaint.changed" && push.complaint.reason === "worse",
    );
    expect(event.complaint).toEqual(complaint);
    expect((await update({ text: null })).complaint).toMatchObject({ reason: "worse", text: null });
    await boss.socket.call("admin.assignComplaint", { complaintId, assigneeId: idOf(boss) });
    expect(await refusal(ann, "complaint.update", { complaintId, reason: "late" })).toBe("conflict");
    await boss.socket.call("admin.assignComplaint", { complaintId, assigneeId: null });
    expect((await update({ reason: "again" })).complaint.reason).toBe("again");
    await ann.socket.call("complaint.withdraw", { complaintId });
    expect(await refusal(ann, "complaint.update", { complaintId, reason: "gone" })).toBe("conflict");
  });

  test("[COMP-6] [COMP-7] [ADM-3] administrators assign, answer and close; who made it is told, the log has it", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const { id: complaintId } = await complain(ann, { kind: "user", userId: idOf(bob) }, { text: "rude" });
    const notAdmin = { complaintId, assigneeId: idOf(bob) };
    expect(await refusal(boss, "admin.assignComplaint", notAdmin)).toBe("forbidden");
    const unknown = { complaintId: 999_999_999, answer: "x" };
    expect(await refusal(boss, "admin.answerComplaint", unknown)).toBe("not_found");
    const steps: [string, object, string][] = [
      ["admin.assignComplaint", { assigneeId: idOf(boss) }, "assigned"],
      ["admin.assignComplaint", { assigneeId: null }, "open"],
      ["admin.answerComplaint", { answer: "We talked to him." }, "answered"],
      ["admin.closeComplaint", {}, "closed"],
    ];
    for (const [operation, args, status] of steps) {
      const { complaint } = await boss.socket.call(operation, { complaintId, ...args });
      expect([complaint.status, complaint.userId]).toEqual([status, idOf(ann)]);
      await ann.socket.push(
        (push) =>
          push.ev === "complaint.changed" && push.complaint.status === status && push.actorId === idOf(boss),
      );
    }
    const { complaints } = await readByBoth(server, ann, "complaint.list", {});
    const last = ann.socket.pushes.findLast((push) => push.ev === "complaint.changed");
    expect(complaints).toEqual([last.complaint]);
    expect(complaints[0]).toMatchObject({ status: "closed", answer: "We talked to him.", text: "rude" });
    expect(await refusal(boss, "admin.closeComplaint", { complaintId })).toBe("conflict");
    const filter = { targetKind: "complaint", targetId: String(complaintId) };
    const { entries } = await boss.socket.call("admin.listAudit", filter);
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(
      steps.map(([operation]) => operation).toReversed(),
    );
    const { complaints: open } = await boss.socket.call("admin.listComplaints", { status: "open" });
    expect(JSON.stringify(open)).not.toContain("We talked to him.");
  });
});
