import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { claimAdmin } from "./support/admin.ts";
import { newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";
import { isSigned, WebhookReceiver } from "./support/webhook-receiver.ts";

const callOn =
  (server: TestServer) =>
  async (operation: string, args: object, { accessToken }: SignedIn) => {
    const { status, body } = await server.post(operation, args, accessToken);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  };

const textMessage = (conversationId: number, text: string) => ({
  ...{ conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } },
});

describe("the word filter", () => {
  let server: TestServer;
  let admin: SignedIn;
  let call: ReturnType<typeof callOn>;
  beforeAll(async () => {
    server = await startTestServer();
    admin = await claimAdmin(server);
    call = callOn(server);
  });
  afterAll(() => server.stop());

  test("[SCR-1] [SCR-2] masks, refuses and flags what is sent and edited, at once and after a restart", async () => {
    const owner = await newCaller(server, "owner");
    const { conversation } = await call("group.create", { name: "g", memberIds: [] }, owner.user);
    const conversationId: number = conversation.id;
    const lists = { mask: ["damn", "敏感"], refuse: ["赌博"], flag: ["bomb"] };
    await call("admin.setWordFilter", lists, admin);
    expect(await call("admin.getWordFilter", {}, admin)).toEqual(lists);
    const message = textMessage(conversationId, "well DAMN, 敏感");
    const first = await call("message.send", message, owner.user);
    expect(await call("message.send", message, owner.user)).toEqual(first);
    const refusal = await refusedByBoth(
      server,
      owner,
      "message.send",
      textMessage(conversationId, "去赌博吧"),
    );
    expect(refusal).toMatchObject({ code: "forbidden", details: { rule: "words" } });
    const edit = { conversationId, id: message.id, content: { type: "text", text: "赌博" } };
    expect((await refusedByBoth(server, owner, "message.edit", edit)).code).toBe("forbidden");
    await call("message.edit", { ...edit, content: { type: "text", text: "damn edits" } }, owner.user);
    await server.restart();
    const flagged = textMessage(conversationId, "a bomb");
    await call("message.send", textMessage(conversationId, "damn again"), owner.user);
    await call("message.send", flagged, owner.user);
    const { messages } = await call("message.list", { conversationId }, owner.user);
    expect(messages.map(({ content }: { content: { text: string } }) => content.text)).toEqual([
      ...["**** edits", "**** again", "a bomb"],
    ]);
    const { complaints } = await call("admin.listComplaints", {}, admin);
    expect(complaints).toHaveLength(1);
    expect(complaints[0].complaint).toMatchObject({
      ...{ userId: 0, reason: "word filter", status: "open" },
      target: { kind: "message", conversationId, id: flagged.id },
    });
    await call("admin.closeComplaint", { complaintId: complaints[0].complaint.id, answer: "seen" }, admin);
    await call("admin.setWordFilter", {}, admin);
    const { messages: after } = await (async () => {
      await call("message.send", textMessage(conversationId, "damn is free"), owner.user);
      return call("message.list", { conversationId, limit: 1 }, owner.user);
    })();
    expect(after[0].content.text).toBe("damn is free");
    const again = { user: owner.user, socket: await server.connect(owner.user) };
    expect((await refusedByBoth(server, again, "admin.getWordFilter", {})).code).toBe("forbidden");
    expect((await readByBoth(server, again, "message.list", { conversationId })).messages).toHaveLength(4);
  });
});

describe("the send hook", () => {
  const secret = `whsec_${Buffer.from("a secret of the operator").toString("base64")}`;
  const receiver = new WebhookReceiver();
  const options = {
    ...{ outgoingAllowedHosts: "127.0.0.1", sendHookUrl: receiver.url("/hook"), sendHookSecret: secret },
    // A machine that stands still for a moment refuses nothing.
    sendHookTimeoutMs: 10_000,
  };
  let server: TestServer;
  let call: ReturnType<typeof callOn>;
  beforeAll(async () => {
    server = await startTestServer(options);
    call = callOn(server);
    receiver.answer = ({ body }) => answer(body.content.text);
  });
  afterAll(async () => {
    await server.stop();
    await receiver.stop();
  });

  const release = Promise.withResolvers<void>();
  async function answer(text: string): Promise<Response> {
    if (text === "held") await release.promise;
    if (text.startsWith("slow")) await Bun.sleep(Number(text.slice(5)));
    if (text === "change me") {
      return Response.json({ action: "change", content: { type: "text", text: "changed" } });
    }
    if (text === "refuse me") return Response.json({ action: "refuse", reason: "not here" });
    if (text === "break") return new Response("oops", { status: 500 });
    if (text === "nonsense") return Response.json({ action: "change", content: { type: "image" } });
    return Response.json({ action: "allow" });
  }

  test("[SCR-3] allows, changes and refuses what is sent and edited, by signed questions", async () => {
    const owner = await newCaller(server, "owner");
    const { conversation } = await call("group.create", { name: "g", memberIds: [] }, owner.user);
    const conversationId: number = conversation.id;
    const changed = textMessage(conversationId, "change me");
    const first = await call("message.send", changed, owner.user);
    expect(await call("message.send", changed, owner.user)).toEqual(first);
    const refusal = await refusedByBoth(
      server,
      owner,
      "message.send",
      textMessage(conversationId, "refuse me"),
    );
    expect(refusal).toMatchObject({ code: "forbidden", details: { rule: "hook", reason: "not here" } });
    const edit = { conversationId, id: changed.id, content: { type: "text", text: "refuse me" } };
    expect((await refusedByBoth(server, owner, "message.edit", edit)).code).toBe("forbidden");
    const { messages } = await call("message.list", { conversationId }, owner.user);
    expect(messages.map(({ content }: { content: { text: string } }) => content.text)).toEqual(["changed"]);
    const [question] = receiver.deliveries;
    if (question === undefined) throw new Error("nothing was asked");
    expect(isSigned(question, secret)).toBe(true);
    expect(question.body).toEqual({ kind: "send", userId: owner.user.user.id, ...changed });
  });

  test("[SCR-3] [MSG-46] a caption is asked about as a text", async () => {
    const owner = await newCaller(server, "owner");
    const { conversation } = await call("group.create", { name: "g", memberIds: [] }, owner.user);
    const file = await uploadFor(server, owner.user, "file");
    const [conversationId, id] = [conversation.id, Bun.randomUUIDv7()];
    const content = { type: "file", mediaId: file.id, text: "a plan" };
    await call("message.send", { conversationId, id, content }, owner.user);
    const edit = (text?: string) => ({ conversationId, id, content: { type: "caption", text } });
    expect((await refusedByBoth(server, owner, "message.edit", edit("refuse me"))).code).toBe("forbidden");
    const said = async () => (await call("message.list", { conversationId }, owner.user)).messages[0].content;
    await call("message.edit", edit("change me"), owner.user);
    expect(await said()).toMatchObject({ ...content, text: "changed" });
    const asked = receiver.deliveries.length;
    // Nothing is said any more.
    await call("message.edit", edit(), owner.user);
    expect(await said()).not.toHaveProperty("text");
    expect(receiver.deliveries.length).toBe(asked);
  });

  test("[SCR-3] [MSG-4] messages of one sender keep their order however long each answer takes, and others do not wait", async () => {
    const [slow, quick] = [await newCaller(server, "slow"), await newCaller(server, "quick")];
    const { conversation } = await call(
      "group.create",
      { name: "g", memberIds: [quick.user.user.id] },
      slow.user,
    );
    const conversationId: number = conversation.id;
    const texts = ["held", "slow 20", "slow 100", "now"];
    const sends = texts.map((text) => slow.socket.call("message.send", textMessage(conversationId, text)));
    const recalled = textMessage(conversationId, "slow 50");
    const sent = slow.socket.call("message.send", recalled);
    const recall = slow.socket.call("message.recall", { conversationId, id: recalled.id });
    await quick.socket.call("message.send", textMessage(conversationId, "quick"));
    release.resolve();
    await Promise.all([...sends, sent, recall]);
    const { messages } = await call("message.list", { conversationId }, slow.user);
    const said = messages.map(({ content }: { content: { text?: string } | null }) => content?.text ?? null);
    expect(said).toEqual(["quick", ...texts, null]);
  });

  test("[SCR-3] without an answer in time, or with a wrong one, the message is not taken, unless the operator says so", async () => {
    const owner = await newCaller(server, "owner");
    const { conversation } = await call("group.create", { name: "g", memberIds: [] }, owner.user);
    for (const text of ["break", "nonsense"]) {
      const refusal = await refusedByBoth(server, owner, "message.send", textMessage(conversation.id, text));
      expect([text, refusal.code]).toEqual([text, "unavailable"]);
    }
    await server.restart({ sendHookTimeoutMs: 300 });
    const late = textMessage(conversation.id, "slow 2000");
    expect((await server.post("message.send", late, owner.user.accessToken)).body.error.code).toBe(
      "unavailable",
    );
    await server.restart();
    const open = await startTestServer({ ...options, sendHookFailure: "allow" });
    const user = await open.newUser("open");
    const { conversation: other } = await callOn(open)("group.create", { name: "g", memberIds: [] }, user);
    await callOn(open)("message.send", textMessage(other.id, "break"), user);
    await open.stop();
  });

  test("[SCR-4] a server does not start with a hook that nobody could reach or believe", async () => {
    const wrong = [
      { sendHookUrl: "http://example.com/" },
      { sendHookUrl: "https://10.0.0.1/" },
      { sendHookSecret: "" },
    ];
    for (const one of wrong)
      await expect(startTestServer({ ...options, ...one })).rejects.toThrow("sendHook");
  });
});
