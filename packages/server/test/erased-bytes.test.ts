/** What is erased is in no file of the data folder once it is compacted. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { limits } from "@parley/protocol";
import { featureDatabaseKind } from "./support/feature-database.ts";
import { newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const main = join(import.meta.dir, "../src/main.ts");

/** Files that hold the text. Read by another process: who closes a file of the database here gives up its locks. */
function filesWith(folder: string, text: string): string[] {
  const { stdout } = Bun.spawnSync(["grep", "-rlaF", text, folder]);
  return stdout
    .toString()
    .split("\n")
    .filter((path) => path !== "");
}

function compact(folder: string) {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("PARLEY_"));
  return Bun.spawnSync([process.execPath, main, "compact", `--data=${folder}`], {
    env: Object.fromEntries(environment),
  });
}

describe.skipIf(featureDatabaseKind !== "sqlite")("the files of the embedded database", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test("[INV-12] [RUN-13] recalled, expired, purged, edited and scheduled words are in no file after compaction, the others are", async () => {
    const { conversationId, owner } = await newTestGroup(server, 0);
    const marker = `marker${Bun.randomUUIDv7().replaceAll("-", "")}`;
    // Longer than a page: the rest of it lies in pages of its own.
    const long = (words: string) => `${words} ${"x".repeat(6_000)} ${words}`;
    const send = async (words: string, more: object = {}) => {
      const id = Bun.randomUUIDv7();
      await owner.socket.call("message.send", {
        ...{ conversationId, id, content: { type: "text", text: long(words) } },
        ...more,
      });
      return id;
    };
    const purged = await send(`${marker}purged`);
    const recalled = await send(`${marker}recalled`);
    const content = { type: "text", text: long(`${marker}edited`) };
    await owner.socket.call("message.edit", { conversationId, id: recalled, content });
    const expiring = await send(`${marker}expired`, { expire: { afterMs: 1_000, from: "sent" } });
    await send("kept-words");
    const scheduled = Bun.randomUUIDv7();
    const later = { conversationId, id: scheduled, content: { type: "text", text: `${marker}scheduled` } };
    await owner.socket.call("message.schedule", { ...later, sendAt: Date.now() + 3_600_000 });
    await owner.socket.call("message.cancelScheduled", { conversationId, id: scheduled });
    expect(filesWith(server.folder, `${marker}recalled`)).not.toEqual([]);
    await owner.socket.call("message.recall", { conversationId, id: recalled });
    await owner.socket.push(({ ev, id }) => ev === "message.expired" && id === expiring);
    await server.runStatement(
      `update log set at = at - 120000 where conversation_id = ${conversationId} and seq = 1`,
    );
    const settings = { retentionMs: limits.retentionMsMin };
    await owner.socket.call("group.update", { conversationId, settings });
    await owner.socket.push(({ ev }) => ev === "conversation.purged");
    expect(purged).not.toBe("");
    const refused = compact(server.folder);
    expect(refused.exitCode).not.toBe(0);
    await server.pause();
    const done = compact(server.folder);
    expect(done.stderr.toString()).toBe("");
    expect(done.stdout.toString()).toContain("parley.db");
    expect(done.exitCode).toBe(0);
    expect(filesWith(server.folder, marker)).toEqual([]);
    expect(
      filesWith(server.folder, "kept-words").map((path) => path.slice(server.folder.length + 1)),
    ).toEqual(["parley.db"]);
    await server.restart();
    const again = await server.connect(owner.user);
    const { messages } = await again.call("message.list", { conversationId });
    expect(messages.at(-1).content.text).toContain("kept-words");
  }, 60_000);
});
