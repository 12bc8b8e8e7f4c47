import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { buildBinary } from "../scripts/build-binary.ts";

let folder = "";
let server: Bun.Subprocess<"ignore", "pipe", "inherit">;
let url = "";
let printed = "";

/** Runs the executable in an empty folder, without anything of the repository or of the environment. */
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/parley-binary-`);
  const program = await buildBinary(`${folder}/parley`);
  server = Bun.spawn([program, "--port", "0", "--data", `${folder}/data`], {
    cwd: folder,
    env: { HOME: folder, TMPDIR: tmpdir() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  while (!printed.includes("Setup code")) {
    const { value, done } = await lines.read();
    if (done) throw new Error(`The executable ended at once: ${printed}`);
    printed += value;
  }
  url = /http:\/\/\S+/.exec(printed)?.[0] ?? "";
}, 120_000);

afterAll(async () => {
  server?.kill("SIGKILL");
  await server?.exited;
  await rm(folder, { recursive: true, force: true });
});

test("[RUN-1] the executable starts on an empty folder and says where it is, with a setup code", async () => {
  expect(url).not.toBe("");
  expect(await readdir(`${folder}/data`)).toContain("parley.db");
});

test("the web client is inside: its page and every file the page asks for", async () => {
  const response = await fetch(url, { headers: { accept: "text/html" } });
  expect(response.headers.get("content-type")).toContain("text/html");
  const page = await response.text();
  const files = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? "");
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const { ok, headers } = await fetch(new URL(file, url));
    expect([file, ok, headers.get("content-type")?.includes("text/html")]).toEqual([file, true, false]);
  }
});

test("the reference is inside, under a policy without inline code", async () => {
  const response = await fetch(new URL("/docs", url));
  expect(await response.text()).toContain("message.send");
  expect(response.headers.get("content-security-policy")).toContain("script-src 'sha256-");
  expect((await fetch(new URL("/openapi.json", url))).ok).toBe(true);
});

test("two people talk through it, and it stops as asked", async () => {
  const people = await Promise.all(
    ["mary", "tom"].map(async (username) => {
      const response = await fetch(new URL("/v1/account.register", url), {
        method: "POST",
        body: JSON.stringify({ username, password: "correct horse battery" }),
      });
      return (await response.json()) as { user: { id: number }; accessToken: string };
    }),
  );
  const [mary, tom] = people;
  if (mary === undefined || tom === undefined) throw new Error("Nobody registered.");
  const call = async (token: string, operation: string, args: unknown) => {
    const response = await fetch(new URL(`/v1/${operation}`, url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    return (await response.json()) as unknown;
  };
  const { conversation } = (await call(mary.accessToken, "conversation.openDirect", {
    userId: tom.user.id,
  })) as { conversation: { id: number } };
  await call(mary.accessToken, "message.send", {
    conversationId: conversation.id,
    id: crypto.randomUUID(),
    content: { type: "text", text: "hello from one file" },
  });
  const history = await call(tom.accessToken, "message.list", { conversationId: conversation.id });
  expect(JSON.stringify(history)).toContain("hello from one file");
  server.kill("SIGTERM");
  expect(await server.exited).toBe(0);
}, 20_000);
