import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { buildBinary } from "../scripts/build-binary.ts";

let folder = "";
let server: Bun.Subprocess<"ignore", "pipe", "inherit">;
let url = "";
let printed = "";

const environment = () => ({ HOME: folder, TMPDIR: tmpdir() });

/** Runs the executable to its end; what it printed and its exit code. */
async function run(args: readonly string[], variables: Record<string, string> = {}) {
  const child = Bun.spawn([`${folder}/parley`, ...args], {
    cwd: folder,
    env: { ...environment(), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { out, error, exitCode: await child.exited };
}

/** Runs the executable in an empty folder, without anything of the repository or of the environment. */
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/parley-binary-`);
  const program = await buildBinary(`${folder}/parley`);
  server = Bun.spawn([program, "--port", "0", "--data", `${folder}/data`], {
    cwd: folder,
    env: environment(),
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

test("[RUN-7] it answers whether it lives and can serve, and its metrics to loopback", async () => {
  for (const path of ["/healthz", "/readyz"]) expect((await fetch(new URL(path, url))).status).toBe(200);
  expect(await (await fetch(new URL("/metrics", url))).text()).toContain("parley_");
  const throughProxy = { "x-forwarded-for": "203.0.113.9" };
  expect((await fetch(new URL("/metrics", url), { headers: throughProxy })).status).toBe(404);
});

test.each([
  [["--prot", "3000"], {}],
  [["--port", "many"], {}],
  [[], { PARLEY_PROT: "3000" }],
  [["dance"], {}],
])("[RUN-2] %j with %j ends the start with one clear line and exit code 2", async (args, variables) => {
  const { error, exitCode } = await run(args, variables as Record<string, string>);
  expect(exitCode).toBe(2);
  expect(error).toMatch(/^parley: [^\n]+\n$/);
});

test("[RUN-2] the command line wins over the environment, which wins over parley.toml and the default", async () => {
  const data = `${folder}/settings`;
  await mkdir(data);
  await writeFile(`${data}/parley.toml`, 'port = 1001\nregistration = "closed"\ngroupMembersMax = 7\n');
  const variables = { PARLEY_DATA: data, PARLEY_PORT: "1002", PARLEY_GROUP_MEMBERS_MAX: "8" };
  const { out } = await run(["config", "show", "--port", "1003"], variables);
  for (const line of [
    "port = 1003",
    "groupMembersMax = 8",
    'registration = "closed"',
    'host = "127.0.0.1"',
  ]) {
    expect(out).toContain(line);
  }
});

test("[RUN-9] a second process on the same folder is refused with one clear line, and the first goes on", async () => {
  const { error, exitCode } = await run(["--port", "0", "--data", `${folder}/data`]);
  expect(exitCode).toBe(1);
  expect(error).toMatch(/^parley: [^\n]+\n$/);
  expect((await fetch(new URL("/readyz", url))).status).toBe(200);
});

test("[RUN-3] a port in use is one clear line, and nothing is left changed", async () => {
  const { error, exitCode } = await run(["--port", new URL(url).port, "--data", `${folder}/other`]);
  expect(exitCode).toBe(1);
  expect(error).toMatch(/^parley: Port \d+ [^\n]+\n$/);
});

test("[RUN-6] two people talk through it, and SIGTERM ends it with code 0 within 10 s", async () => {
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
}, 60_000);
