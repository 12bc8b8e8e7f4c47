import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import type { SignedIn } from "@parley/protocol";
import type { RawClient } from "./support/raw-client.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { uploadFor } from "./support/uploads.ts";

// On PostgreSQL it makes a database of its own.
setDefaultTimeout(60_000);

interface Page {
  readonly section: string;
  readonly items: Record<string, unknown>[];
  readonly next: string | null;
}

describe("an export of what one keeps and uploads", () => {
  let server: TestServer;
  let ann: SignedIn;
  let bob: SignedIn;
  let clients: { ann: RawClient; bob: RawClient };
  let conversationId: number;
  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
    clients = { ann: await server.connect(ann), bob: await server.connect(bob) };
    const { conversation } = await clients.ann.call("conversation.openDirect", { userId: bob.user.id });
    conversationId = conversation.id;
  });
  afterAll(async () => {
    clients.ann.close();
    clients.bob.close();
    await server.stop();
  });

  async function exported(ask: (args: { cursor?: string }) => Promise<Page>): Promise<Page[]> {
    const pages: Page[] = [];
    for (let cursor: string | null | undefined; cursor !== null; cursor = pages.at(-1)?.next) {
      pages.push(await ask(cursor === undefined ? {} : { cursor }));
    }
    return pages;
  }
  const itemsOf = (pages: readonly Page[], section: string) =>
    pages.filter((page) => page.section === section).flatMap((page) => page.items);

  /** Folders, own state, a draft, a scheduled message and files, all with the mark. */
  async function keepSome(user: SignedIn, client: RawClient, mark: string) {
    const { folder } = await client.call("folder.create", { name: `${mark} folder` });
    await client.call("folder.assign", { conversationId, folderIds: [folder.id] });
    await client.call("inbox.pin", { conversationId });
    await client.call("inbox.saveDraft", { conversationId, text: `${mark} draft` });
    const id = Bun.randomUUIDv7();
    const content = { type: "text", text: `${mark} scheduled` };
    const sendAt = Date.now() + 3_600_000;
    await client.call("message.schedule", { conversationId, id, content, sendAt });
    const file = await uploadFor(server, user, "file", { name: `${mark}.bin` });
    const shown = await uploadFor(server, user, "image", { name: `${mark}.png` });
    await client.call("message.send", {
      conversationId,
      id: Bun.randomUUIDv7(),
      content: { type: "image", images: [{ mediaId: shown.id }] },
    });
    return { folder, scheduledId: id, files: [file, shown] };
  }

  test("[ACC-44] [DP-07] has folders, own state, drafts, scheduled messages and files, and nothing of others", async () => {
    const { conversation: group } = await clients.bob.call("group.create", { memberIds: [] });
    await clients.bob.call("group.update", { conversationId: group.id, settings: { join: "approval" } });
    await clients.ann.call("group.join", { conversationId: group.id, message: "annmark request" });
    const kept = await keepSome(ann, clients.ann, "annmark");
    const others = await keepSome(bob, clients.bob, "bobmark");
    const began = Date.now();
    const pages = await exported((args) => clients.ann.call("account.export", args));
    const overHttp = await exported(async (args) => {
      return (await server.post("account.export", args, ann.accessToken)).body;
    });
    const sections = ["joinRequests", "folders", "inbox", "scheduledMessages", "files", "messages"];
    for (const section of sections) {
      expect([section, itemsOf(overHttp, section)]).toEqual([section, itemsOf(pages, section)]);
    }
    const asked = { conversationId: group.id, message: "annmark request", createdAt: expect.any(Number) };
    expect(itemsOf(pages, "joinRequests")).toEqual([asked]);
    expect(itemsOf(pages, "folders")).toMatchObject([{ id: kept.folder.id, name: "annmark folder" }]);
    expect(itemsOf(pages, "inbox")).toMatchObject([
      {
        conversationId,
        kind: "direct",
        own: { folderIds: [kept.folder.id], pinnedAt: expect.any(Number) },
        draft: { text: "annmark draft" },
      },
    ]);
    expect(itemsOf(pages, "scheduledMessages")).toMatchObject([
      { conversationId, id: kept.scheduledId, sends: { content: { text: "annmark scheduled" } } },
    ]);
    const text = JSON.stringify(pages);
    const ids = [others.scheduledId, ...others.files.map(({ id }) => id)];
    for (const foreign of ["bobmark", ...ids])
      expect([foreign, text.includes(foreign)]).toEqual([foreign, false]);
    const files = itemsOf(pages, "files");
    expect(files.map(({ id }) => id)).toEqual(kept.files.map(({ id }) => id));
    for (const file of files) {
      expect(Number(file.expiresAt)).toBeGreaterThanOrEqual(began + 3_600_000);
      const response = await fetch(`${server.url}${file.url}`);
      expect(response.status).toBe(200);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (file.kind === "file") {
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(String(file.sha256));
        expect(bytes.length).toBe(Number(file.bytes));
      }
    }
  });

  test("[ACC-44] goes on page by page over many files, scheduled messages and conversations", async () => {
    const carl = await server.newUser("carl");
    const many = Array.from({ length: 450 }, (_, index) => index);
    const hex = (index: number) => index.toString(16).padStart(32, "0");
    const uuid = (index: number) => `0190a7b4-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;
    // Several of one moment: the place is of both columns.
    const media = many.map(
      (index) => `('${hex(index)}', ${carl.user.id}, 'file', 'f', 1, 'k', ${index >> 3}, 1)`,
    );
    await server.runStatement(
      `insert into media (id, owner_id, kind, name, bytes, blob_key, created_at, complete_at) values ${media.join()}`,
    );
    await server.runStatement(
      `insert into media (id, owner_id, kind, name, bytes, blob_key, created_at)
        values ('${"f".repeat(32)}', ${carl.user.id}, 'file', 'open', 1, 'k', 1)`,
    );
    const scheduled = many.map(
      (index) => `(${carl.user.id}, ${(index >> 7) + 1}, '${uuid(index)}', '{}', 1, 1, 0)`,
    );
    await server.runStatement(
      `insert into scheduled_messages (user_id, conversation_id, message_id, body, send_at, created_at, told_rev)
        values ${scheduled.join()}`,
    );
    const folders = many.map((index) => `(${carl.user.id}, 'f', ${index})`);
    await server.runStatement(`insert into folders (user_id, name, place) values ${folders.join()}`);
    const pages = await exported(async (args) => {
      return (await server.post("account.export", args, carl.accessToken)).body;
    });
    expect(itemsOf(pages, "files").map(({ id }) => id)).toEqual(many.map(hex));
    expect(itemsOf(pages, "scheduledMessages").map(({ id }) => id)).toEqual(many.map(uuid));
    expect(itemsOf(pages, "folders").map(({ place }) => place)).toEqual(many);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(300 * 1024);
  });

  test("[ACC-44] a place that is none of its section is refused", async () => {
    for (const cursor of ["files.1", "files.1.x", "scheduledMessages.1.2", "contacts.abc", "inbox.-1"]) {
      const answer = await server.post("account.export", { cursor }, ann.accessToken);
      expect([cursor, answer.status, answer.body.error?.code]).toEqual([cursor, 400, "invalid_arguments"]);
    }
  });
});
