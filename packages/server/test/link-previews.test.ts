import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { PageServer } from "./support/page-server.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const options = { linkPreviews: "on", linkPreviewAllowedHosts: "127.0.0.1" };
const changed = "message.linkPreviewChanged";

describe("previews of links", () => {
  let server: TestServer;
  let pages: PageServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  /** Ann's group, with Bob. */
  let conversationId: number;
  let counter = 0;

  beforeAll(async () => {
    pages = new PageServer();
    server = await startTestServer(options);
    const group = await newTestGroup(server, 1);
    [ann, conversationId] = [group.owner, group.conversationId];
    [bob = ann] = group.members;
    eve = await newCaller(server, "eve");
    const picture = Buffer.from(await new Bun.Image(solidPng()).resize(900, 600).png().bytes());
    pages.answer("/picture.png", () => new Response(picture));
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await pages.stop();
  });
  beforeEach(() => {
    counter += 1;
    pages.asked.length = 0;
  });

  async function send(text: string, more: object = {}, from = ann) {
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text };
    const { rev, seq } = await from.socket.call("message.send", { conversationId, id, content, ...more });
    return { conversationId, id, rev: rev as number, seq: seq as number };
  }
  type Place = Awaited<ReturnType<typeof send>>;
  const at = ({ id }: Place) => ({ conversationId, id });
  /** A page of its own for each test: others are known for a while. */
  const page = (title: string, more = "") =>
    pages.page(`/${title.replaceAll(" ", "-")}-${counter}`, title, more);
  const pictured = `<meta property="og:image" content="/picture.png">`;
  const previewed = (id: string, title: string | null, afterRev = 0) =>
    bob.socket.push(
      (push) =>
        push.ev === changed &&
        push.id === id &&
        Number(push.rev) > afterRev &&
        ((push.linkPreview as { title: string } | null)?.title ?? null) === title,
    );
  /** Whatever was said before is looked up by the time this has its preview: links of one host are in turn. */
  const afterAllBefore = async () => {
    const { id } = await send(page(`last ${crypto.randomUUID()}`));
    await bob.socket.push((push) => push.ev === changed && push.id === id);
  };
  const messageOf = async ({ seq }: Place, caller = bob) =>
    (await readByBoth(server, caller, "message.list", { conversationId, afterSeq: seq - 1, limit: 1 }))
      .messages[0];
  const eventsSince = async ({ rev }: Place, caller = bob) =>
    (await readByBoth(server, caller, "sync.range", { conversationId, afterRev: rev })).events;
  const addressOf = async (caller: Caller, mediaId: string): Promise<string | undefined> =>
    (await readByBoth(server, caller, "media.link", { ids: [mediaId] })).links[0]?.url;
  /** Where the words are kept: every text of every table that may hold them. */
  const kept = async (words: string) => {
    const rows = await server.rows(
      `select body, extra from log where body like '%${words}%' or extra like '%${words}%'`,
    );
    return rows.length;
  };

  test("[LINK-1] [LINK-4] [LINK-7] [INV-14] a page is looked up behind the message, shown by it, and its picture by who sees it", async () => {
    const more = `<meta property="og:description" content="About &lt;tea&gt;">
      <meta property="og:site_name" content="Tea House">${pictured}`;
    const url = page("Tea", more);
    const place = await send(`see ${url}#part, and http://127.0.0.1:1/other`);
    const told = await previewed(place.id, "Tea");
    const linkPreview = told.linkPreview as { image: { mediaId: string } };
    expect(told).toMatchObject({ conversationId, seq: place.seq, actorId: 0 });
    expect(told.linkPreview).toEqual({
      ...{ url: `${url}#part`, title: "Tea", description: "About <tea>", siteName: "Tea House" },
      image: { mediaId: expect.any(String), width: 640, height: 427, placeholder: expect.any(String) },
    });
    expect((await messageOf(place)).linkPreview).toEqual({ ...linkPreview, rev: told.rev });
    const { heads } = await readByBoth(server, bob, "inbox.list", {});
    expect(heads[0].lastMessage.linkPreview.title).toBe("Tea");
    expect((await eventsSince(place)).at(-1)).toEqual(told);
    const { mediaId } = linkPreview.image;
    const response = await fetch(new URL((await addressOf(bob, mediaId)) ?? "", server.url));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect(await new Bun.Image(await response.bytes()).metadata()).toMatchObject({ width: 640, height: 427 });
    expect(await addressOf(eve, mediaId)).toBeUndefined();
    // Nobody can send it as a file of theirs.
    const content = { type: "file", mediaId };
    const args = { conversationId, id: Bun.randomUUIDv7(), content };
    expect((await refusedByBoth(server, bob, "message.send", args)).code).toBe("invalid_arguments");
  });

  test("[LINK-4] it is the server's own: a message that brings one is refused, and nothing is written", async () => {
    const linkPreview = { url: "https://a.example/", title: "forged", rev: 1 };
    const args = {
      conversationId,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text: "x" },
      linkPreview,
    };
    const { lastRev } = await readByBoth(server, bob, "sync.range", {
      conversationId,
      afterRev: 0,
      limit: 1,
    });
    for (const [operation, more] of [
      ["message.send", {}],
      ["message.schedule", { sendAt: Date.now() + 3_600_000 }],
    ] as const) {
      const error = await refusedByBoth(server, ann, operation, { ...args, ...more });
      expect(error).toMatchObject({ code: "invalid_arguments", details: { path: "/linkPreview" } });
    }
    // Inside of a content it is a field that nobody knows.
    const place = await send("without", { content: { type: "text", text: "inside", linkPreview } });
    expect((await messageOf(place)).content).toEqual({ type: "text", text: "inside" });
    expect((await eventsSince({ ...place, rev: lastRev })).map(({ ev }: { ev: string }) => ev)).toEqual([
      "message.sent",
    ]);
    expect(await kept("forged")).toBe(0);
  });

  test("[LINK-5] for a message that wants none nothing is looked up, and its author takes one off for good", async () => {
    const [quiet, shown] = [page("quiet"), page("shown", pictured)];
    const unwanted = await send(quiet, { hasNoPreview: true });
    const wanted = await send(shown);
    const told = await previewed(wanted.id, "shown");
    expect((await refusedByBoth(server, bob, "message.dismissPreview", at(wanted))).code).toBe("forbidden");
    expect((await refusedByBoth(server, eve, "message.dismissPreview", at(wanted))).code).toBe("not_found");
    for (const _ of [1, 2]) expect(await ann.socket.call("message.dismissPreview", at(wanted))).toEqual({});
    const message = await messageOf(wanted);
    expect(message).toMatchObject({ hasNoPreview: true });
    expect(message).not.toHaveProperty("linkPreview");
    const events = (await eventsSince(wanted)).filter(({ ev }: { ev: string }) => ev === changed);
    expect(events).toMatchObject([
      { linkPreview: null, actorId: 0 },
      { linkPreview: null, hasNoPreview: true, actorId: idOf(ann) },
    ]);
    const { linkPreview } = told as { linkPreview: { image: { mediaId: string } } };
    expect(await addressOf(bob, linkPreview.image.mediaId)).toBeUndefined();
    // Before it is there, and after an edit.
    const early = await send("nothing yet");
    await ann.socket.call("message.dismissPreview", at(early));
    for (const place of [wanted, early, unwanted]) {
      await ann.socket.call("message.edit", {
        ...at(place),
        content: { type: "text", text: page("edited") },
      });
    }
    await afterAllBefore();
    for (const place of [wanted, early, unwanted]) {
      expect(await messageOf(place)).toMatchObject({ hasNoPreview: true, content: { type: "text" } });
      expect(await messageOf(place)).not.toHaveProperty("linkPreview");
    }
    expect(pages.asked.filter((path) => /quiet|edited/.test(path))).toEqual([]);
    await ann.socket.call("message.recall", at(early));
    expect((await refusedByBoth(server, ann, "message.dismissPreview", at(early))).code).toBe("not_found");
  });

  test("[LINK-6] [INV-12] [INV-14] an edit takes it off and makes another; a recall erases it wherever it was", async () => {
    const marker = `marker${crypto.randomUUID().replaceAll("-", "")}`;
    const [first, second] = [page(`${marker} one`, pictured), page(`${marker} two`)];
    const place = await send(first);
    const told = await previewed(place.id, `${marker} one`);
    const { mediaId } = (told as { linkPreview: { image: { mediaId: string } } }).linkPreview.image;
    const content = { type: "text", text: `now ${second}` };
    await ann.socket.call("message.edit", { ...at(place), content });
    await previewed(place.id, `${marker} two`);
    expect((await messageOf(place)).linkPreview).toMatchObject({ url: second, title: `${marker} two` });
    expect(await kept(`${marker} one`)).toBe(0);
    expect(await addressOf(bob, mediaId)).toBeUndefined();
    expect(await server.rows(`select id from media where id = '${mediaId}'`)).toEqual([]);
    await ann.socket.call("message.edit", { ...at(place), content: { type: "text", text: "without" } });
    expect(await messageOf(place)).not.toHaveProperty("linkPreview");
    const { rev } = await ann.socket.call("message.edit", { ...at(place), content });
    await previewed(place.id, `${marker} two`, Number(rev));
    expect(await kept(`${marker} two`)).toBeGreaterThan(0);
    await ann.socket.call("message.recall", at(place));
    expect(await kept(marker)).toBe(0);
    const events = (await eventsSince(place)).filter(({ ev }: { ev: string }) => ev === changed);
    expect(events.map(({ linkPreview }: { linkPreview: unknown }) => linkPreview)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("[LINK-6] [INV-12] what expires or is purged takes its preview along, and who hid it is told nothing of it", async () => {
    const marker = `marker${crypto.randomUUID().replaceAll("-", "")}`;
    const url = page(marker, pictured);
    const purged = await newTestGroup(server, 0);
    const id = Bun.randomUUIDv7();
    const old = { conversationId: purged.conversationId, id };
    await purged.owner.socket.call("message.send", { ...old, content: { type: "text", text: url } });
    await purged.owner.socket.push((push) => push.ev === changed && push.id === id);
    await server.runStatement(
      `update log set at = at - 120000 where conversation_id = ${old.conversationId}`,
    );
    const settings = { retentionMs: 60_000 };
    await purged.owner.socket.call("group.update", { conversationId: old.conversationId, settings });
    const place = await send(url, { expire: { afterMs: 60_000, from: "sent" } });
    await previewed(place.id, marker);
    const hidden = await send(page(`${marker} hidden`));
    await previewed(hidden.id, `${marker} hidden`);
    await bob.socket.call("message.hide", { conversationId, ids: [hidden.id] });
    expect(JSON.stringify(await eventsSince(place))).not.toContain(`${marker} hidden`);
    expect(JSON.stringify(await eventsSince(place, ann))).toContain(`${marker} hidden`);
    await ann.socket.call("message.recall", at(hidden));
    await server.runStatement(`update expiring_messages set due_at = 1 where message_id = '${place.id}'`);
    await bob.socket.push((push) => push.ev === "message.expired" && push.id === place.id);
    await purged.owner.socket.push((push) => push.ev === "conversation.purged");
    expect(await kept(marker)).toBe(0);
    purged.owner.socket.close();
  }, 60_000);

  test("[LINK-1] a text written bit by bit has one when it is whole, what is encrypted never", async () => {
    const admin = await adminCaller(server);
    const { user } = await server.newUser("bot");
    await admin.socket.call("admin.setRole", { userId: user.id, role: "bot" });
    const credentials = { username: user.username, password: "correct horse" };
    const { body } = await server.post("account.login", credentials);
    const bot: Caller = { user: body, socket: await server.connect(body) };
    await ann.socket.call("member.add", { conversationId, userIds: [user.id] });
    const url = page("stream");
    const id = Bun.randomUUIDv7();
    await bot.socket.call("message.send", { conversationId, id, content: { type: "stream" } });
    await bot.socket.call("stream.append", { conversationId, id, position: 0, text: url });
    const payload = Buffer.from(page("encrypted")).toString("base64");
    await send("", { content: { type: "encrypted", scheme: "x", payload } });
    await send("", { content: { type: "custom", kind: "x", data: {}, fallback: page("custom") } });
    await afterAllBefore();
    expect(pages.asked.filter((path) => /stream|encrypted|custom/.test(path))).toEqual([]);
    const end = { conversationId, id, position: url.length, text: " .", isFinal: true };
    await bot.socket.call("stream.append", end);
    await previewed(id, "stream");
    bot.socket.close();
    admin.socket.close();
  });

  test("[LINK-3] [LINK-8] what is refused or fails leaves the message, and a link that goes around is looked up once", async () => {
    const url = page("around", pictured);
    pages.answer("/gone", () => new Response("", { status: 500 }));
    const secret = `/secret-${counter}`;
    pages.page(secret, "secret");
    const failing = [
      pages.url("/gone?token=hidden"),
      pages.url(secret, "localhost"),
      pages.url(secret, "[::ffff:127.0.0.1]"),
    ];
    for (const link of failing) await send(link);
    const [first, second] = [await send(url), await send(`again ${url}`, {}, bob)];
    const [one, two] = [await previewed(first.id, "around"), await previewed(second.id, "around")];
    expect(two.linkPreview).toEqual(one.linkPreview);
    expect(pages.asked.filter((path) => path.startsWith("/around"))).toHaveLength(1);
    expect(pages.asked).toContain("/gone?token=hidden");
    expect(pages.asked).not.toContain(secret);
    // The picture stays as long as one of them shows it.
    const { mediaId } = (one as { linkPreview: { image: { mediaId: string } } }).linkPreview.image;
    await ann.socket.call("message.recall", at(first));
    expect(await addressOf(bob, mediaId)).toBeDefined();
    await bob.socket.call("message.recall", at(second));
    expect(await addressOf(bob, mediaId)).toBeUndefined();
    // Sent once more, it is looked up with its picture once more.
    const third = await send(url);
    expect(await previewed(third.id, "around")).toMatchObject({ linkPreview: { image: { width: 640 } } });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/parley_link_preview_failures_total [3-9]/);
  });

  test("[LINK-7] what is no picture is left out", async () => {
    pages.answer("/no-picture.png", () => new Response("<html>no picture</html>"));
    const place = await send(page("plain", `<meta property="og:image" content="/no-picture.png">`));
    expect((await previewed(place.id, "plain")).linkPreview).not.toHaveProperty("image");
    expect(pages.asked).toContain("/no-picture.png");
  });
});

/** One red pixel. */
function solidPng(): Uint8Array {
  return Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
    "base64",
  );
}
