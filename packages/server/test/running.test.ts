import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createFeatureDatabase,
  type FeatureDatabase,
  featureDatabaseKind,
} from "./support/feature-database.ts";
import { canMount, Program } from "./support/program.ts";
import { RawClient } from "./support/raw-client.ts";

const password = "correct horse";

async function post(url: string, operation: string, args: object, token?: string) {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/v1/${operation}`, {
    method: "POST",
    headers,
    body: JSON.stringify(args),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return { status: response.status, body: (await response.json()) as any };
}

/** What happens to the file of the data is not PostgreSQL's; there these are skipped, and counted as such. */
const isOnSqlite = featureDatabaseKind === "sqlite";

describe("the program", () => {
  let database: FeatureDatabase;
  const folders: string[] = [];
  const programs: Program[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-running-"));
    folders.push(folder);
    return folder;
  };
  const run = (data: string, flags: readonly string[] = []) => {
    const program = new Program(data, [`--database-url=${database.url}`, ...flags]);
    programs.push(program);
    return program;
  };
  beforeEach(async () => {
    database = await createFeatureDatabase(newFolder());
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) {
      program.process.kill("SIGKILL");
      await program.process.exited;
    }
    await database.drop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  test("[RUN-1] [RUN-6] [RUN-7] [RUN-9] [RUN-16] [SEC-29] a life: first start, health, a second process, secrets, SIGTERM, the next start", async () => {
    const data = join(newFolder(), "data");
    const program = run(data);
    const url = await program.ready();
    await post(url, "account.me", {});
    expect(program.output).toMatch(
      /Setup code for the first administrator \(once\): [A-Z2-9]{4}(-[A-Z2-9]{4}){3}\n/,
    );
    expect(statSync(join(data, "keys.json")).mode & 0o777).toBe(0o600);
    const keys = Object.values(
      JSON.parse(readFileSync(join(data, "keys.json"), "utf8")) as Record<string, string>,
    );
    expect(keys.map((key) => Buffer.from(key, "base64url").length)).toEqual([32, 32, 32]);
    expect(readFileSync(`/proc/${program.process.pid}/environ`, "latin1").split("\0")).toContain(
      "MIMALLOC_PURGE_DELAY=5000",
    );
    for (const path of ["/healthz", "/readyz", "/metrics"]) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
    expect((await fetch(`${url}/metrics`, { headers: { "x-forwarded-for": "1.2.3.4" } })).status).toBe(404);

    const second = await run(data).failed();
    expect(second).toEqual({ code: 1, lines: [expect.stringContaining("is in use by another Parley")] });

    const marker = `marker-${crypto.randomUUID()}`;
    const { body: ann } = await post(url, "account.register", { username: "ann", password: marker });
    await post(url, "account.login", { username: "ann", password: `${marker}-wrong` });
    await post(url, `account.me?token=${ann.accessToken}`, {}, `${ann.accessToken}x`);
    const { body: group } = await post(url, "group.create", { memberIds: [] }, ann.accessToken);
    const message = {
      conversationId: group.conversation.id,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text: marker },
    };
    expect((await post(url, "message.send", message, ann.accessToken)).status).toBe(200);
    const socket = await RawClient.open(`${url.replace("http", "ws")}/v1/connect`);
    await socket.hello(ann.accessToken);
    const startedAt = performance.now();
    expect(await program.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect((await socket.closed).code).toBe(4000);
    for (const secret of [marker, ann.accessToken, ann.refreshToken, ...keys]) {
      expect(program.output).not.toContain(secret);
    }

    const next = run(data);
    const nextUrl = await next.ready();
    const { body: list } = await post(
      nextUrl,
      "message.list",
      { conversationId: message.conversationId },
      ann.accessToken,
    );
    expect(list.messages[0].content.text).toBe(marker);
    expect(await next.stop()).toBe(0);
  }, 120_000);

  test("[RUN-2] an unknown option or a wrong value is one line and exit code 2, and makes nothing", async () => {
    const data = join(newFolder(), "data");
    for (const flag of ["--no-such=1", "--port=many", "--port=70000", "--durability=maybe"]) {
      const { code, lines } = await run(data, [flag]).failed();
      expect([flag, code, lines.length]).toEqual([flag, 2, 1]);
    }
    expect(existsSync(data)).toBe(false);
  }, 120_000);

  test("[RUN-3] a port in use, an address that is none and a folder that cannot be are one line, not 0", async () => {
    const folder = newFolder();
    const data = join(folder, "data");
    const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("mine") });
    const inUse = await run(data, [`--port=${taken.port}`]).failed();
    expect(inUse).toEqual({ code: 1, lines: [expect.stringContaining(`Port ${taken.port}`)] });
    expect(await (await fetch(taken.url)).text()).toBe("mine");
    await taken.stop(true);
    const nowhere = await run(data, ["--host=203.0.113.7"]).failed();
    expect(nowhere).toEqual({ code: 1, lines: [expect.stringContaining("203.0.113.7")] });
    writeFileSync(join(folder, "file"), "not a folder");
    for (const bad of [join(folder, "file"), join(folder, "file/below"), "/proc/parley"]) {
      const { code, lines } = await run(bad).failed();
      expect([bad, code, lines]).toEqual([bad, 1, [expect.stringContaining(bad)]]);
    }
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("not a folder");
  }, 120_000);

  test.if(isOnSqlite)(
    "[RUN-3] data of a newer format is refused and not changed",
    async () => {
      const data = join(newFolder(), "data");
      const first = run(data);
      await first.ready();
      await first.stop();
      const path = join(data, "parley.db");
      const database = new Database(path);
      database.run("pragma user_version = 1000");
      database.run("pragma wal_checkpoint(truncate)");
      database.close();
      const before = readFileSync(path);
      const { code, lines } = await run(data).failed();
      expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining("format 1000")] });
      expect(readFileSync(path).equals(before)).toBe(true);
    },
    120_000,
  );

  test.if(isOnSqlite && canMount())(
    "[RUN-8] [F-04] a full disk makes writes unavailable, reads go on, and writes succeed when there is room",
    async () => {
      const folder = newFolder();
      Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]);
      try {
        const program = run(join(folder, "data"));
        const url = await program.ready();
        const { body: ann } = await post(url, "account.register", { username: "ann", password });
        const { body: group } = await post(url, "group.create", { memberIds: [] }, ann.accessToken);
        const conversationId: number = group.conversation.id;
        const sent: string[] = [];
        const send = async () => {
          const id = Bun.randomUUIDv7();
          const content = { type: "text", text: "x".repeat(8_000) };
          const answer = await post(url, "message.send", { conversationId, id, content }, ann.accessToken);
          if (answer.status === 200) sent.push(id);
          return answer;
        };
        writeFileSync(join(folder, "ballast"), new Uint8Array(512 * 1024));
        let answer = await send();
        for (let count = 0; answer.status === 200 && count < 500; count += 1) answer = await send();
        expect(answer).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
        expect((await post(url, "account.me", {}, ann.accessToken)).status).toBe(200);
        const list = () => post(url, "message.list", { conversationId, limit: 200 }, ann.accessToken);
        expect((await list()).status).toBe(200);
        rmSync(join(folder, "ballast"));
        expect((await send()).status).toBe(200);
        const { body } = await list();
        const ids = body.messages.map((message: { id: string }) => message.id);
        expect(ids).toEqual(sent.slice(-ids.length));
        expect(body.messages.at(-1).seq).toBe(sent.length);
        expect(await program.stop()).toBe(0);
      } finally {
        for (const program of programs) program.process.kill("SIGKILL");
        await Promise.all(programs.map((program) => program.process.exited));
        Bun.spawnSync(["umount", folder]);
      }
    },
    120_000,
  );
});
