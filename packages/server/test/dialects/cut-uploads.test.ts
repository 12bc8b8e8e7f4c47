/** Uploads by the routes of the contracts that end in the middle: nothing of them stays, and the next one is kept. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import type { Person } from "./every-client.ts";

setDefaultTimeout(60_000);

const fileBytes = 2_000_000;
/** More than is gathered before a write, so that there is a file to be given up. */
const sentBytes = 900_000;
const boundary = "cut-in-the-middle";

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer({ dialects: "all" });
  ann = await server.newUser("ann");
});
afterAll(() => server.stop());

interface UploadRoute {
  readonly path: string;
  readonly field: string;
  readonly before?: string | undefined;
}

const routes: readonly UploadRoute[] = [
  { path: "/api/chat/uploadStreamSingleToServerDiy/chat", field: "file" },
  { path: "/api/chat/socket/upload", field: "file" },
  { path: "/api/chat/uploadAliyun", field: "img" },
  { path: "/attach/upload", field: "file" },
  // Where a form has several, those before the one that is cut off do not stay either.
  { path: "/api/chat/uploadAliyun", field: "img", before: "a whole one" },
];

/** Files that are arriving; those that were kept and deleted are collected later. */
function files(): string[] {
  const inFolder = (name: string) => {
    try {
      return readdirSync(join(server.folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name);
    } catch {
      return [];
    }
  };
  return readdirSync(server.folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "blobs")
    .flatMap(({ name }) => inFolder(name).map((file) => `${name}/${file}`))
    .sort();
}

const announced = async () => Number((await server.rows("select count(*) as n from media"))[0]?.n);

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await Bun.sleep(10);
}

/** Sends the beginning of a form and no more; `leave` ends the connection without a word. */
async function begin({ before, field, path }: UploadRoute, tokenIn: "header" | "form") {
  const { host, hostname, port } = new URL(server.url);
  const socket = await Bun.connect({ hostname, port: Number(port), socket: { data: () => undefined } });
  const part = (disposition: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}`;
  const token = tokenIn === "form" ? part('name="token"', `${ann.accessToken}\r\n`) : "";
  const whole =
    before === undefined
      ? ""
      : part(`name="${field}"; filename="note.txt"`, `${before} ${crypto.randomUUID()}\r\n`);
  const head = token + whole + part(`name="${field}"; filename="film.mp4"`, "");
  const length = head.length + fileBytes + `\r\n--${boundary}--\r\n`.length;
  const body = Buffer.concat([
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\n` +
        `${tokenIn === "header" ? `token: ${ann.accessToken}\r\n` : ""}Content-Length: ${length}\r\n\r\n${head}`,
    ),
    Buffer.alloc(sentBytes, 7),
  ]);
  for (let sent = 0; sent < body.length; ) {
    sent += socket.write(body.subarray(sent));
    await Bun.sleep(1);
  }
  return { leave: () => socket.terminate() };
}

for (const { before, field, path } of routes) {
  for (const tokenIn of ["header", "form"] as const) {
    // The cousins read no token there.
    if (path === "/attach/upload" && tokenIn === "form") continue;
    const what = before === undefined ? path : `${path} with ${before} before`;
    test(`[DIA-26] ${what}, the token in the ${tokenIn}: of an upload that is cut off nothing stays, and the next one is kept`, async () => {
      const [filesBefore, announcedBefore] = [files(), await announced()];
      const cut = await begin({ path, field, before }, tokenIn);
      await until(async () => (await announced()) > announcedBefore + (before === undefined ? 0 : 1));
      await until(() => files().length > filesBefore.length);
      cut.leave();
      const isAsBefore = () => files().join() === filesBefore.join();
      await until(async () => isAsBefore() && (await announced()) === announcedBefore);

      const form = new FormData();
      form.set(field, new File([crypto.randomUUID()], "note.txt"));
      const headers = { token: ann.accessToken };
      const kept = await fetch(server.url + path, { method: "POST", headers, body: form });
      expect([kept.status, await announced()]).toEqual([200, announcedBefore + 1]);
    });
  }
}
